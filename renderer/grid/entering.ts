import { type RefObject, useEffect, useState } from 'react';
import { enterText } from '../../shared/filing/enter.ts';
import { typedText } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { TICK } from '../../shared/filing/typed-value.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { fillTemplate, type ValueTemplate } from '../../shared/library/value-template.ts';
import { LOCKED, type Session } from '../state/session.ts';
import { isTick, isTicked, optionsOf } from './cell-value.ts';
import { useDraft } from './draft.ts';
import { enterCells, wrongType } from './enter-cells.ts';
import { isTypable } from './navigation.ts';
import type { Draft } from './suggestions.ts';
import { cellOf, type Selecting } from './use-selection.ts';

/** Why the active cell did not take what was typed, or cannot be typed into. */
export interface Refusal {
  /** Key of the cell. */
  key: string;
  sentence: string;
  /** Nothing was typed that waits to be changed: the note goes by itself. */
  passing: boolean;
}

/** What is being typed, and how it gets into cells. The text area itself holds the text. */
export interface Entering {
  draft: Draft | null;
  /** Stands until the text is changed or given up, or another cell is selected. */
  refusal: Refusal | null;
  /** What is wrong with a text that a cell has just taken as it was typed; the selection may have gone on from there. */
  wrong: Refusal | null;
  dismiss(): void;
  /** What was wrong has been told. */
  forget(): void;
  /** Whether a cell is being typed into at this very moment, drawn or not. */
  typing(): boolean;
  /**
   * Writes a text into cells as one undo step; false when a single cell refuses it. Of several, those that do keep
   * theirs.
   */
  write(verb: string, cells: readonly SheetCell[], text: (cell: SheetCell) => string): boolean;
  /**
   * Enters what is being typed; false when the cell refuses it. With `goesOn` the text area stays open as it is: what is
   * typed next is typed behind it.
   */
  commit(how?: { goesOn?: boolean | undefined }): boolean;
  /** Enters what is being typed into every selected cell. */
  commitAll(): void;
  /** Gives up what is being typed. */
  stop(): void;
  /**
   * Opens the text area on the active cell, with what it holds and the caret at a place in it, else at its end; or with
   * sign and unit around the caret.
   */
  edit(template: ValueTemplate | null, at?: number | null): void;
  /** The first letter came, or an input method began to compose; false when nothing can be typed here. */
  start(): boolean;
  typed(text: string, composing: boolean): void;
  /** Ticks the cells of the selection that can be, or unticks them where the active one is ticked. */
  tick(): void;
}

interface Where {
  session: Session;
  selecting: Selecting;
  editor: RefObject<HTMLTextAreaElement | null>;
  onMessage(text: string): void;
}

export function useEntering({ session, selecting, editor, onMessage }: Where): Entering {
  const { draft, now, setDraft } = useDraft();
  const { active, key, gone, selection } = selecting;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [wrong, setWrong] = useState<Refusal | null>(null);
  const dismiss = () => setRefusal(null);

  const refuse = (sentence: string) => {
    setRefusal({ key, sentence, passing: now.current === null });
    editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const isTyping = draft !== null;
  useEffect(() => {
    session.typing(isTyping);
    return () => session.typing(false);
  }, [session, isTyping]);

  const write: Entering['write'] = (verb, cells, text) => {
    if (session.locked !== null) {
      refuse(LOCKED);
      return false;
    }
    const { edits, refused } = enterCells(session, cells, text);
    if (refused !== null && cells.length === 1) {
      refuse(refused);
      return false;
    }
    if (refused !== null) onMessage(refused);
    session.perform({ label: `${verb}${cells[0]?.name ?? ''}`, path: key, edits });
    setWrong(null);
    for (const cell of cells) {
      const sentence = wrongType(session, cell);
      if (sentence === null) continue;
      setWrong({ key: cell.path, sentence, passing: true });
      break;
    }
    return true;
  };

  const stop = () => {
    if (editor.current) editor.current.value = '';
    setDraft(null);
    dismiss();
  };

  /** The text as it is entered: with sign and unit around the number. */
  const entered = (): string => {
    const value = editor.current?.value ?? '';
    return now.current?.template ? fillTemplate(now.current.template, value) : value;
  };

  const commit: Entering['commit'] = ({ goesOn = false } = {}) => {
    if (!now.current || !editor.current || !active) return true;
    const text = entered();
    if (gone || session.locked !== null) {
      // The cell can no longer take it: the text waits beside the table, and whatever the clerk does next goes on.
      const { place, row } = gone ?? cellOf(session.filing, active.path);
      session.setAside(place, row, text);
      stop();
      return true;
    }
    if (!write('填写', [active], () => text)) return false;
    if (!goesOn) stop();
    return true;
  };

  /** Says why nothing can be typed into a cell: the table is 定稿, or it is worked out; false for all other cells. */
  const locks = (cell: SheetCell): boolean => {
    if (session.locked !== null) {
      refuse(LOCKED);
      return true;
    }
    if (isTypable(cell)) return false;
    const answer = enterText(session.form, session.filing, cell, '');
    if ('refused' in answer) refuse(answer.refused);
    return true;
  };

  /** What the cell holds as it is typed; of a cell that prints all its options, the chosen one. */
  const heldBy = (cell: SheetCell): string =>
    optionsOf(session.form, cell).length > 0 ? typedText(session.filing, placeOf(cell.path)) : cell.text;

  const edit = (template: ValueTemplate | null, at: number | null = null) => {
    if (!editor.current || !active || ((template === null || session.locked !== null) && locks(active))) return;
    const text = template ? `${template.sign}${template.unit}` : heldBy(active);
    const caret = template ? template.sign.length : Math.min(at ?? text.length, text.length);
    editor.current.value = text;
    editor.current.setSelectionRange(caret, caret);
    setDraft({ text, fresh: true, composing: false, template });
    dismiss();
  };

  const tick = () => {
    if (!active) return;
    const to = isTicked(active) ? '' : TICK;
    const ticked = selection()?.cells.filter((cell) => isTick(session.form, cell)) ?? [];
    write(to === '' ? '取消勾选' : '勾选', ticked, () => to);
  };

  return {
    draft,
    refusal: refusal?.key === key ? refusal : null,
    wrong,
    dismiss,
    forget: () => setWrong(null),
    typing: () => now.current !== null,
    write,
    commit,
    commitAll: () => {
      if (session.locked !== null) return void commit();
      const text = entered();
      if (write('填写', selection()?.cells ?? [], () => text)) stop();
    },
    stop,
    edit,
    start: () => {
      if (!active || locks(active)) return false;
      setDraft({ text: '', fresh: false, composing: false, template: null });
      return true;
    },
    typed: (text, composing) => {
      // A space that an input method has let through.
      if (active && !composing && /^\s+$/.test(text) && isTick(session.form, active)) {
        stop();
        tick();
        return;
      }
      setDraft({ text, fresh: false, composing, template: now.current?.template ?? null });
      dismiss();
    },
    tick,
  };
}
