import { useState } from 'react';
import { sentenceOf } from '../faults.ts';

/** What a dialog has sent off: until it is done a second press sends nothing, and why it failed is told in the dialog. */
export interface Sending {
  sending: boolean;
  /** Why the last one failed; '' where it did not. */
  refused: string;
  send(work: () => Promise<void>): void;
}

export function useSending(): Sending {
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState('');
  const send = (work: () => Promise<void>) => {
    if (sending) return;
    setSending(true);
    setRefused('');
    work()
      .catch((error: unknown) => setRefused(sentenceOf(error)))
      .finally(() => setSending(false));
  };
  return { sending, refused, send };
}
