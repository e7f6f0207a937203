import { Alert, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { Field } from '../field.tsx';
import { belongsToInputMethod } from '../input-method.ts';
import { useFirstFocus } from './first-focus.ts';
import { useSending } from './use-sending.ts';

interface Props {
  title: string;
  ok: string;
  /** What is asked for, and an example of it. */
  label: string;
  placeholder?: string;
  longest: number;
  text: string;
  onText(text: string): void;
  /** Does what is asked about with the text, which is not blank; why it failed is told in the dialog. */
  onOk(text: string): Promise<void>;
  onClose(): void;
  /** What stands above the field, and below it. */
  about?: ReactNode;
  children?: ReactNode;
}

/** Asks for one line of text, without which nothing is done. */
export function OneLineDialog(props: Props) {
  const { title, ok, label, placeholder, longest, text, onText, onOk, onClose, about, children } = props;
  const first = useFirstFocus();
  const { sending, refused, send } = useSending();
  const given = text.trim();
  const go = () => {
    if (given !== '') send(() => onOk(given));
  };
  return (
    <Modal
      open
      centered
      title={title}
      okText={ok}
      cancelText="取消"
      okButtonProps={{ loading: sending, disabled: given === '' }}
      onOk={go}
      onCancel={onClose}
    >
      {refused !== '' && <Alert type="error" role="alert" title={refused} />}
      {about}
      <Field label={label}>
        {(field) => (
          <Input
            id={field}
            ref={first}
            maxLength={longest}
            placeholder={placeholder}
            value={text}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !belongsToInputMethod(event.nativeEvent)) go();
            }}
          />
        )}
      </Field>
      {children}
    </Modal>
  );
}
