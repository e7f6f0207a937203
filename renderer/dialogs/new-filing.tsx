import { Alert, AutoComplete, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { hasDepartment, unitFields } from '../../shared/filing/begin.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, mainIndicators } from '../../shared/form/form.ts';
import { projectKind, projectKinds } from '../../shared/library/kinds.ts';
import type { ActionContext } from '../actions/action.ts';
import { unitAtHand } from '../at-hand.ts';
import { newYear } from '../budget-year.ts';
import { Field } from '../field.tsx';
import { lastForm } from '../form-groups.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { makeFiling } from '../making.ts';
import { typeAhead } from '../typed-ahead.ts';
import { unitsOf } from '../units.ts';
import { choicesWithinWindow } from '../within-window.ts';
import { useFirstFocus } from './first-focus.ts';
import { FormChoice } from './form-choice.tsx';
import './new-filing.css';
import { YearBox } from '../year-box.tsx';
import { useSending } from './use-sending.ts';

interface Props {
  context: ActionContext;
  onClose(): void;
}

/**
 * Asks what a new filing is called and of which unit, year and form it is; Enter takes what is proposed. It stays with
 * what was typed until the filing is made.
 */
export function NewFiling({ context, onClose }: Props) {
  const { workspace } = context;
  const { preferences, filings } = workspace;
  const [last] = useState(() => lastForm(filings.outline, preferences.unit || unitAtHand(workspace)));
  const [form, setForm] = useState<Form | null>(() => preferences.form ?? last ?? catalog.all[0] ?? null);
  const [query, setQuery] = useState('');
  const [year, setYear] = useState<number>(() => newYear(new Date(), preferences.yearRule));
  const [name, setName] = useState('');
  const [unit, setUnit] = useState(() => preferences.newUnit);
  const [department, setDepartment] = useState(() => preferences.newDepartment);
  const [description, setDescription] = useState('');
  const [chosenKind, setKind] = useState<string | null>(null);
  const { sending, refused, send } = useSending();
  const first = useFirstFocus();
  const kind = chosenKind ?? projectKind(`${description} ${name}`);
  const fields = form ? fieldsOf(form) : null;

  const create = () => {
    if (!form || !fields) return;
    const wish = {
      form: form.id,
      year,
      name: fields.name ? name.trim() : '',
      unit: unit.trim(),
      department: department.trim(),
      description: fields.proposes ? description.trim() : '',
      kind,
    };
    send(async () => {
      await typeAhead(context, () => makeFiling(workspace, wish, onClose));
    });
  };
  return (
    <Modal
      open
      centered
      title="新建表"
      okText="新建"
      cancelText="取消"
      width={920}
      okButtonProps={{ disabled: form === null, loading: sending }}
      onOk={create}
      onCancel={onClose}
    >
      <form
        className="new-filing"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || belongsToInputMethod(event.nativeEvent)) return;
          // In the description Enter begins a new line; in an open list it takes what is marked there.
          const own = (event.target as HTMLElement).matches('textarea') && !event.ctrlKey;
          if (own || event.defaultPrevented) return;
          event.preventDefault();
          create();
        }}
      >
        {refused !== '' && <Alert type="error" role="alert" title={refused} />}
        <div className="about">
          {fields?.name && (
            <Field label={`${fields.name}（选填）`} wide>
              {(id) => <Input ref={first} id={id} value={name} onChange={(event) => setName(event.target.value)} />}
            </Field>
          )}
          {fields?.unit && (
            <Field label={`${fields.unit}（选填）`} wide={!fields.department}>
              {(id) => (
                <AutoComplete
                  builtinPlacements={choicesWithinWindow}
                  id={id}
                  ref={fields.name ? null : first}
                  defaultActiveFirstOption={false}
                  options={unitsOf(filings.outline).map((value) => ({ value }))}
                  showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
                  value={unit}
                  onChange={setUnit}
                />
              )}
            </Field>
          )}
          {fields?.department && (
            <Field label="主管部门（选填）">
              {(id) => <Input id={id} value={department} onChange={(event) => setDepartment(event.target.value)} />}
            </Field>
          )}
          <Field label="预算年度">
            {(id) => (
              <YearBox
                id={id}
                style={{ width: '100%' }}
                value={year}
                onChange={(next) => next !== null && setYear(next)}
              />
            )}
          </Field>
          {fields?.proposes && (
            <>
              <Field label="项目类型（用于推荐指标）">
                {(id) => (
                  <Select
                    builtinPlacements={choicesWithinWindow}
                    id={id}
                    value={kind}
                    options={projectKinds.map((one) => ({ value: one, label: one }))}
                    onChange={setKind}
                  />
                )}
              </Field>
              <Field label="项目简介（选填，用于推荐指标）" wide>
                {(id) => (
                  <Input.TextArea
                    id={id}
                    autoSize={{ minRows: 1, maxRows: 4 }}
                    value={description}
                    onChange={(event) => setDescription(event.target.value)}
                  />
                )}
              </Field>
            </>
          )}
        </div>
        <FormChoice
          last={last}
          query={query}
          ref={fields?.name || fields?.unit ? null : first}
          chosen={form}
          onChange={(words, next) => {
            setQuery(words);
            setForm(next);
          }}
        />
      </form>
    </Modal>
  );
}

/** What is asked of a new filing of a form: how it calls its name and its unit, where it has them. */
function fieldsOf(form: Form) {
  const called = (id: string | undefined) => form.fields.find((field) => field.id === id)?.name ?? null;
  const [named] = form.list.name;
  const [first] = unitFields(form);
  // A table of a unit is called by it: that is asked once.
  const ofUnit = named !== undefined && unitFields(form).includes(named);
  return {
    name: ofUnit ? null : called(named),
    unit: ofUnit ? called(named) : first === undefined ? null : '单位',
    department: hasDepartment(form),
    proposes: form.kind === 'project' && mainIndicators(form) !== null,
  };
}
