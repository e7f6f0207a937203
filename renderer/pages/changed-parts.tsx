import { Fragment } from 'react';
import type { Part } from '../../shared/compare/mark-change.ts';

/** A text with what differs in it marked. */
export function Parts({ parts, as: Mark }: { parts: readonly Part[]; as: 'del' | 'ins' }) {
  return parts.map(({ text, changed }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
    <Fragment key={index}>{changed ? <Mark>{text}</Mark> : text}</Fragment>
  ));
}
