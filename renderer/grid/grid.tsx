import { type RefObject, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { enterText } from '../../shared/filing/enter.ts';
import { CELL_PADDING, linePitch } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { useObservable } from '../observable.ts';
import type { Session } from '../session.ts';
import { belongsToInputMethod, editorKey, type GridCommand, selectionKey } from './keys.ts';
import { cellAt, editableCells, target } from './navigation.ts';
import { cellId, PageView } from './page-view.tsx';

/** What the window's actions ask of the grid. */
export interface GridHandle {
  focus(): void;
  /** Enters what is being typed; false when the cell refuses it. */
  commit(): boolean;
  select(path: string): void;
  /** Path of the selected cell. */
  selected(): string | null;
  editing(): boolean;
}

interface Props {
  session: Session;
  seal: 42 | 45 | null;
  zoom: number;
  handle: RefObject<GridHandle | null>;
  onSelect(path: string): void;
  onMessage(text: string): void;
}

/**
 * The printed pages with one text area over the selected cell. The text area always exists and always has the focus, so
 * that the first key of an input method goes into a real input; it shows only while a cell is edited.
 */
export function Grid({ session, seal, zoom, handle, onSelect, onMessage }: Props) {
  useObservable(session);
  const { screen: sheet } = session.sheet(seal);
  const first = editableCells(sheet)[0];
  const [path, setPath] = useState<string>(session.form.list.name[0] ?? first?.path ?? '');
  const [editing, setEditing] = useState(false);
  const editor = useRef<HTMLTextAreaElement>(null);
  /** True from the end of a composition to the next task: the key that confirmed it must not move the cell. */
  const justComposed = useRef(false);
  const active = cellAt(sheet, path) ?? first ?? null;

  const select = useCallback(
    (next: string) => {
      setPath(next);
      onSelect(next);
    },
    [onSelect],
  );

  const stop = () => {
    if (editor.current) editor.current.value = '';
    setEditing(false);
  };

  const start = (text: string | null) => {
    if (!active || !editor.current) return;
    if (text !== null) editor.current.value = text;
    setEditing(true);
  };

  /** Writes text into the selected cell as one undo step; false when the cell refuses it. */
  const enter = (verb: string, text: string): boolean => {
    if (!active) return true;
    const edits = enterText(session.form, session.filing, active, text);
    if ('refused' in edits) {
      onMessage(edits.refused);
      return false;
    }
    session.perform({ label: `${verb}${active.name}`, path: active.path, edits });
    return true;
  };

  const commit = (): boolean => {
    if (!editing || !editor.current) return true;
    if (!enter('填写', editor.current.value)) return false;
    stop();
    return true;
  };

  const run = (command: GridCommand): void => {
    if (!active) return;
    switch (command.do) {
      case 'edit':
        start(active.text);
        placeCaretAtEnd(editor.current);
        break;
      case 'clear':
        enter('清除', '');
        break;
      case 'cancel':
        stop();
        break;
      case 'line-break':
        document.execCommand('insertText', false, '\n');
        break;
      case 'go':
        if (commit()) select(target(session.sheet(seal).screen, active, command.to).path);
        break;
    }
  };

  useImperativeHandle(handle, () => ({
    focus: () => editor.current?.focus({ preventScroll: true }),
    commit,
    select,
    selected: () => active?.path ?? null,
    editing: () => editing,
  }));

  const box = active && findBox(sheet.pages, sheet.cells, active.path);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height depends on the cell that is edited
  useLayoutEffect(() => {
    if (editing) growToText(editor.current);
  }, [editing, active, zoom]);

  // A table that opens takes the focus, unless the clerk has gone on to type a search meanwhile.
  useEffect(() => {
    if (!document.activeElement?.matches('.filing-list input')) editor.current?.focus({ preventScroll: true });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the selected cell is kept in view when it changes
  useEffect(() => {
    editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [path, session]);

  useEffect(() => {
    if (editing || !editor.current || !active) return;
    editor.current.value = '';
  }, [editing, active]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: clicks only choose the cell; keys go to the editor
    <div
      className="desk"
      onMouseDown={(event) => {
        if (event.target === editor.current) return;
        event.preventDefault();
        const target = (event.target as HTMLElement).closest<HTMLElement>('[data-path]');
        if (!commit()) return;
        if (target?.dataset.path) select(target.dataset.path);
        editor.current?.focus({ preventScroll: true });
      }}
      onDoubleClick={(event) => {
        if (event.target !== editor.current && (event.target as HTMLElement).closest('[data-path]'))
          run({ do: 'edit' });
      }}
    >
      <div className="pages" style={{ zoom }}>
        <div
          role="grid"
          aria-label={session.form.name}
          aria-rowcount={sheet.rows.length}
          aria-colcount={sheet.columns.length}
        >
          {sheet.pages.map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            <PageView key={index} session={session} sheet={sheet} page={index} selected={active?.path ?? null} />
          ))}
        </div>
        <textarea
          ref={editor}
          className={editing ? 'editor open' : 'editor'}
          aria-label={active ? `${active.name}，当前内容：${active.text || '空'}` : '没有可填写的单元格'}
          aria-activedescendant={active ? cellId(active.path) : undefined}
          spellCheck={false}
          rows={1}
          style={
            active && box
              ? {
                  left: `${box.x}mm`,
                  top: `calc(${box.y + box.page * sheet.form.page.height}mm + ${box.page} * var(--page-gap))`,
                  width: `${box.width}mm`,
                  minHeight: `${box.height}mm`,
                  padding: `${Math.max(0, (box.height - Math.max(1, box.lines) * linePitch(active.style.size)) / 2)}mm ${CELL_PADDING}mm`,
                  fontSize: `${active.style.size}pt`,
                  lineHeight: `${linePitch(active.style.size)}mm`,
                  textAlign: active.style.align,
                  fontFamily: `var(--${active.style.font})`,
                }
              : { left: 0, top: 0 }
          }
          onInput={() => {
            if (!editing) start(null);
            growToText(editor.current);
          }}
          onCompositionStart={() => {
            if (!editing) start(null);
          }}
          onCompositionEnd={() => {
            justComposed.current = true;
            setTimeout(() => {
              justComposed.current = false;
            });
          }}
          onKeyDown={(event) => {
            if (belongsToInputMethod(event.nativeEvent) || (justComposed.current && event.key === 'Enter')) {
              event.stopPropagation();
              return;
            }
            const key = {
              key: event.key,
              ctrl: event.ctrlKey || event.metaKey,
              shift: event.shiftKey,
              alt: event.altKey,
            };
            const command = editing ? editorKey(key) : selectionKey(key);
            if (!command) return;
            event.preventDefault();
            event.stopPropagation();
            run(command);
          }}
        />
      </div>
    </div>
  );
}

/** While it is edited, a text that needs more room than its cell covers what lies below. */
function growToText(editor: HTMLTextAreaElement | null): void {
  if (!editor) return;
  editor.style.height = 'auto';
  editor.style.height = `${editor.scrollHeight}px`;
}

function placeCaretAtEnd(editor: HTMLTextAreaElement | null): void {
  editor?.setSelectionRange(editor.value.length, editor.value.length);
}

type Pages = { boxes: { cell: number; x: number; y: number; width: number; height: number; lines: string[] }[] }[];

/** The first box of the cell at a path, with its page. */
function findBox(pages: Pages, cells: SheetCell[], path: string) {
  for (const [page, { boxes }] of pages.entries()) {
    const box = boxes.find((candidate) => cells[candidate.cell]?.path === path);
    if (box) return { ...box, page, lines: box.lines.length };
  }
  return null;
}
