import { Input, type InputRef } from 'antd';
import { type Ref, useEffect, useMemo, useRef } from 'react';
import type { Form } from '../../shared/form/form.ts';
import { queryWords } from '../../shared/search-words.ts';
import { formGroups } from '../form-groups.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { FormPicture } from './form-picture.tsx';

interface Props {
  /** The form that was used last, which stands first. */
  last: Form | null;
  query: string;
  /** The box in which forms are searched for. */
  ref: Ref<InputRef>;
  chosen: Form | null;
  /** What is searched for, and the form that is then chosen; null when none is found. */
  onChange(query: string, chosen: Form | null): void;
}

/** Forms to choose from with their pictures: some words of a name, the arrow keys, or a click. */
export function FormChoice({ last, query, ref, chosen, onChange }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => formGroups(last, queryWords(query)), [last, query]);
  const shown = groups.flatMap(({ forms }) => forms);
  const at = chosen ? shown.indexOf(chosen) : -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen form is kept in view
  useEffect(() => {
    const card = list.current?.querySelector('input:checked')?.closest('label');
    if (card && list.current) keepInView(list.current, card);
  }, [chosen]);
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  return (
    <div className="form-choice">
      <Input
        ref={ref}
        aria-label="搜索表样"
        placeholder="搜索表样，如 自评、大连、政府采购"
        value={query}
        onChange={(event) => {
          const found = formGroups(last, queryWords(event.target.value)).flatMap(({ forms }) => forms);
          const kept = chosen && found.includes(chosen) ? chosen : (found[0] ?? null);
          onChange(event.target.value, kept);
        }}
        onKeyDown={(event) => {
          if (belongsToInputMethod(event.nativeEvent)) return;
          const step = steps[event.key];
          if (step === undefined) return;
          event.preventDefault();
          onChange(query, shown[Math.max(0, Math.min(at + step, shown.length - 1))] ?? null);
        }}
      />
      <p role="status" className="form-chosen">
        {chosen ? `已选：${chosen.name}（${chosen.region}）` : '没有找到，请换几个字'}
      </p>
      <div role="radiogroup" aria-label="表样" className="form-list" ref={list}>
        {groups.map(({ name, forms }) => (
          <fieldset key={name}>
            <legend>{name}</legend>
            {forms.map((form) => (
              <label key={form.id} className="form-card">
                <input
                  type="radio"
                  name="new-filing-form"
                  value={form.id}
                  checked={form === chosen}
                  onChange={() => onChange(query, form)}
                />
                <FormPicture form={form} />
                <span>
                  {form.name}
                  <small>{form.region}</small>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

/** Scrolls the list alone: what stands around it stays where it is. */
function keepInView(list: HTMLElement, card: HTMLElement): void {
  const [around, own] = [list.getBoundingClientRect(), card.getBoundingClientRect()];
  if (own.bottom > around.bottom) list.scrollTop += own.bottom - around.bottom;
  if (own.top < around.top) list.scrollTop -= around.top - own.top;
}
