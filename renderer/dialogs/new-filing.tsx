import { Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, mainIndicators } from '../../shared/form/form.ts';
import { projectKind, projectKinds } from '../../shared/library/kinds.ts';
import { sentenceOf } from '../faults.ts';
import type { NewFilingWish } from '../state/library.ts';
import { FormChoice } from './form-choice.tsx';
import '../panels/library.css';
import './new-filing.css';

interface Props {
  year: number;
  /** The form that the unit used last; null where there is none. */
  last: Form | null;
  onCancel(): void;
  /** Rejects with why the filing could not be made. */
  onCreate(wish: NewFilingWish): Promise<void>;
}

/**
 * Asks for form and year of a new filing, and what its project is where the form has one; Enter takes what is proposed.
 * It stays with what was typed until the filing is made.
 */
export function NewFiling({ year, last, onCancel, onCreate }: Props) {
  const [form, setForm] = useState<Form | null>(last ?? catalog.all[0] ?? null);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [chosenKind, setKind] = useState<string | null>(null);
  const kind = chosenKind ?? projectKind(`${description} ${name}`);
  const [making, setMaking] = useState(false);
  const [refused, setRefused] = useState('');
  const named = form?.fields.find(({ id }) => id === form.list.name[0]);
  const proposes = form?.kind === 'project' && mainIndicators(form) !== null;
  const create = () => {
    if (making || !form) return;
    setMaking(true);
    setRefused('');
    const about = proposes ? description.trim() : '';
    onCreate({ form: form.id, year: chosen ?? year, name: named ? name.trim() : '', description: about, kind })
      .catch((error: unknown) => setRefused(sentenceOf(error)))
      .finally(() => setMaking(false));
  };
  return (
    <Modal
      open
      title="新建表"
      okText="新建"
      cancelText="取消"
      width={920}
      okButtonProps={{ disabled: form === null }}
      onOk={create}
      onCancel={onCancel}
    >
      <form
        className="new-filing"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
          const target = event.target as HTMLElement;
          // In the description Enter begins a new line; in the list of kinds it chooses.
          const own = target.matches('textarea') ? !event.ctrlKey : target.matches('[aria-expanded=true]');
          if (own) return;
          event.preventDefault();
          create();
        }}
      >
        <FormChoice
          last={last}
          query={query}
          chosen={form}
          onChange={(words, next) => {
            setQuery(words);
            setForm(next);
          }}
        />
        <div className="about">
          <label htmlFor="new-filing-year">
            预算年度{' '}
            <InputNumber
              id="new-filing-year"
              min={1990}
              max={2100}
              precision={0}
              value={chosen ?? year}
              onChange={setChosen}
            />
          </label>
          {named && (
            <div className="labelled">
              <label htmlFor="new-filing-name">{named.name}（可不填）</label>
              <Input id="new-filing-name" value={name} onChange={(event) => setName(event.target.value)} />
            </div>
          )}
          {proposes && (
            <>
              <div className="labelled">
                <label htmlFor="new-filing-description">项目简介（可不填，用来推荐指标）</label>
                <Input.TextArea
                  id="new-filing-description"
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  value={description}
                  onChange={(event) => setDescription(event.target.value)}
                />
              </div>
              <div className="labelled">
                <label htmlFor="new-filing-kind">项目类别</label>
                <Select
                  id="new-filing-kind"
                  value={kind}
                  options={projectKinds.map((one) => ({ value: one, label: one }))}
                  onChange={setKind}
                />
              </div>
            </>
          )}
          {refused !== '' && <p role="alert">{refused}</p>}
        </div>
      </form>
    </Modal>
  );
}
