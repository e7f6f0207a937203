import { useEffect, useRef } from 'react';
import type { Suggestion } from './suggestion.ts';
import './choices.css';

interface Props {
  suggestions: Suggestion[];
  /** Index of the one that Enter takes, or -1. */
  highlighted: number;
  style: { left: string; top: string };
  onChoose(suggestion: Suggestion): void;
}

/** Element id of a choice by its index, for the editor to tell which one is highlighted. */
export function choiceId(index: number): string {
  return `choice-${index}`;
}

/** What the edited cell can become, under it. The arrow keys of the editor move the highlight. */
export function Choices({ suggestions, highlighted, style, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more of them need more room
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  }, [suggestions.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the highlighted choice is kept in view
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [highlighted]);
  return (
    <div className="choices" role="listbox" aria-label="可选内容" ref={list} style={style}>
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the editor has the focus and its keys choose
        <div
          key={`${suggestion.note} ${suggestion.text}`}
          id={choiceId(index)}
          role="option"
          aria-selected={index === highlighted}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
          }}
          onClick={() => onChoose(suggestion)}
        >
          {suggestion.text}
          {suggestion.note && <small>{suggestion.note}</small>}
        </div>
      ))}
    </div>
  );
}
