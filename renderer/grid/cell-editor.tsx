import { type ClipboardEvent, type RefObject, useEffect, useRef } from 'react';
import { CELL_PADDING, linePitch } from '../../shared/layout/layout.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { belongsToInputMethod } from '../input-method.ts';
import type { Review } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { choiceId } from './choices.tsx';
import type { Refusal } from './entering.ts';
import { editorKey, type GridCommand, selectionKey } from './keys.ts';
import { markOf } from './marks.ts';
import { cellId, markId } from './page-view.tsx';
import { REFUSAL, RefusalNote } from './refusal-note.tsx';
import { firstBox, pagePlace } from './selection-view.tsx';
import { useMarks } from './use-marks.ts';
import './editor.css';

interface Props {
  editor: RefObject<HTMLTextAreaElement | null>;
  sheet: Sheet;
  cell: SheetCell | null;
  /** Key of the cell. */
  path: string;
  editing: boolean;
  /** Whether the cell is worked out, or the table 定稿: what is typed into it is refused, and leaves nothing behind. */
  locked: boolean;
  /** Whether the whole table is 定稿. */
  final: boolean;
  /** Whether the cell is ticked by Space. */
  ticks: boolean;
  /** Problems that the cell shows describe it. */
  review: Review;
  session: Session;
  /** Whether further cells are selected with it. */
  several: boolean;
  refusal: Refusal | null;
  /** Index of the highlighted choice, or -1. */
  highlighted: number;
  onFocusChange(focused: boolean): void;
  /** The clerk began to type, or an input method to compose; false when nothing can be typed here. */
  onStart(): boolean;
  onDraft(text: string, composing: boolean): void;
  /** A key while text is edited, before the grid sees it; true when it was taken (by the list of choices). */
  onChoiceKey(key: string): boolean;
  onCopy(event: ClipboardEvent, cut: boolean): void;
  onPaste(event: ClipboardEvent): void;
  onCommand(command: GridCommand): void;
  /** The note of a refusal has stood long enough. */
  onDismiss(): void;
}

/**
 * The one text area of the grid. It always exists, stands on the selected cell and has the focus, so that the first key
 * of an input method goes into a real input; it shows only while a cell is edited. Its text is never set while it is
 * edited: whatever else happens in the window, a composition stays whole.
 */
export function CellEditor(props: Props) {
  const { editor, sheet, cell, path, editing, locked, final, ticks, several, refusal, highlighted } = props;
  const marks = useMarks(props.review, props.session);
  const marked = cell !== null && markOf(cell, marks) !== null;
  const { onFocusChange, onStart, onDraft, onChoiceKey, onCommand, onCopy, onPaste, onDismiss } = props;
  /** True from the end of a composition to the next task: the key that confirmed it must not move the cell. */
  const justComposed = useRef(false);
  /** What had the focus before the table. */
  const focusFrom = useRef<HTMLElement | null>(null);
  const box = cell && firstBox(sheet, cell);

  // Before the next frame is drawn, so that the page is laid out once for both.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selected cell is kept in view when it changes
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    return () => cancelAnimationFrame(frame);
  }, [path]);

  const pitch = cell && linePitch(cell.style.size, cell.style.spaced);
  return (
    <div
      className={['editor-place', editing && 'open', refusal && 'refused'].filter(Boolean).join(' ')}
      style={box ? { ...pagePlace(sheet, box.page, box.x, box.y), width: `${box.width}mm` } : { left: 0, top: 0 }}
    >
      <textarea
        ref={editor}
        className={editing ? 'editor open' : 'editor'}
        aria-label={cell ? editorLabel(cell, final ? '，已定稿' : locked ? '，自动计算' : '') : '没有可填写的单元格'}
        aria-describedby={cell ? [cellId(path), ...(marked ? [markId(path)] : [])].join(' ') : undefined}
        aria-activedescendant={editing && highlighted >= 0 ? choiceId(highlighted) : undefined}
        aria-readonly={locked || undefined}
        aria-invalid={(refusal && !refusal.passing) || undefined}
        aria-errormessage={refusal ? REFUSAL : undefined}
        spellCheck={false}
        rows={1}
        style={
          cell && box && pitch
            ? {
                minHeight: `${box.height}mm`,
                padding: `${Math.max(0, (box.height - Math.max(1, box.lines) * pitch) / 2)}mm ${CELL_PADDING}mm`,
                fontSize: `${cell.style.size}pt`,
                lineHeight: `${pitch}mm`,
                textAlign: cell.style.align,
                fontFamily: `var(--${cell.style.font})`,
              }
            : undefined
        }
        onFocus={(event) => {
          focusFrom.current = event.relatedTarget as HTMLElement | null;
          onFocusChange(true);
        }}
        onBlur={() => onFocusChange(false)}
        onInput={(event) => {
          // Undo in an empty box elsewhere comes here in the browser's own order: nobody types, and no cell is meant.
          if (!editing && (event.nativeEvent as InputEvent).inputType?.startsWith('history')) {
            event.currentTarget.value = '';
            focusFrom.current?.focus();
            return;
          }
          const composing = (event.nativeEvent as InputEvent).isComposing;
          if (editing || onStart()) onDraft(event.currentTarget.value, composing);
          else if (!composing) event.currentTarget.value = '';
        }}
        onCopy={(event) => editing || onCopy(event, false)}
        onCut={(event) => editing || onCopy(event, true)}
        onPaste={(event) => editing || onPaste(event)}
        onCompositionStart={() => {
          if (!editing) onStart();
        }}
        onCompositionEnd={(event) => {
          if (locked) event.currentTarget.value = '';
          else onDraft(event.currentTarget.value, false);
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
          const plain = !key.ctrl && !key.shift && !key.alt;
          const taken = editing && plain && onChoiceKey(event.key);
          const command = taken ? null : editing ? editorKey(key, several) : selectionKey(key, ticks);
          if (!taken && !command) return;
          if (command) onCommand(command);
          // Esc that only ends what the table shows beside the cell is also for whoever else waits for it.
          if (command?.do === 'dismiss') return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {refusal && box && (
        <RefusalNote id={REFUSAL} refusal={refusal} right={box.x > sheet.form.page.width / 2} onDone={onDismiss} />
      )}
    </div>
  );
}

function editorLabel({ name, text }: SheetCell, why: string): string {
  return `${name}，当前内容：${text || '空'}${why}`;
}
