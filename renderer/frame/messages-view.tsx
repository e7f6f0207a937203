import { Button, message as lines, notification as notices } from 'antd';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { panes, usePane } from '../panes.ts';
import type { Frame } from '../state/frame.ts';
import type { Messages, Offer, Said } from '../state/messages.ts';
import { useObservable } from '../state/observable.ts';
import './messages.css';

interface Props {
  messages: Messages;
  frame: Frame;
  attempt(work: () => void | Promise<void>): void;
}

/** How long what is said stands, in s; 0 until it is closed. */
const STANDS = { line: 4, offer: 12, failure: 12, warning: 0 };

/** The one notification that offers something, and the one line or failure: each takes the place of the one before. */
const OFFERED = 'offer';
const TOLD = 'told';

/** How far above the lower edge all stands, in px: nothing that is clicked there is covered, and the status bar is seen. */
const ABOVE = 40;

/** Ant Design's lines stand at the top by themselves. */
/** A line has nothing to press: what lies under it is pressed through it. */
const BELOW = {
  root: { pointerEvents: 'none' as const },
  list: { top: 0, height: '100vh', paddingBlock: ABOVE },
  listContent: { marginTop: 'auto' },
};

/** Most notifications at a time; the oldest go first. */
const MOST = 3;

/**
 * Shows what is said: a line in the middle below, all else at the lower right, above any dialog; and lets screen readers
 * say it.
 */
export function MessagesView({ messages, frame, attempt }: Props) {
  const pane = useRef<HTMLElement>(null);
  const getContainer = () => pane.current ?? document.body;
  const [line, lineHolder] = lines.useMessage({ maxCount: 1, styles: BELOW, pauseOnHover: false, getContainer });
  const [notice, noticeHolder] = notices.useNotification({ maxCount: MOST, bottom: ABOVE, getContainer, stack: false });
  const before = useFocusBefore();
  usePane('message', { element: pane, focus: () => firstButton(pane.current)?.focus() });

  useEffect(() => {
    let shown = messages.last;
    return messages.subscribe(() => {
      if (messages.standing === null) notice.destroy(OFFERED);
      if (messages.last === shown) return;
      const said = messages.last;
      shown = said;
      const { manner, title, text, offers } = said;
      if (text === '' && title === '') return;
      if (manner === 'line') {
        notice.destroy(TOLD);
        line.open({ content: text, duration: STANDS.line, key: TOLD });
        return;
      }
      if (manner === 'failure') line.destroy(TOLD);
      const key = keys[manner] ?? text;
      const onTake = (offer: Offer) => attempt(() => messages.take(offer));
      const onGone = () => {
        messages.gone(said);
        before.giveBack();
      };
      notice.open({
        key,
        title: <Title onGone={onGone}>{title || text}</Title>,
        ...(title !== '' && { description: text }),
        ...types[manner],
        placement: 'bottomRight',
        duration: STANDS[manner],
        showProgress: manner === 'offer',
        pauseOnHover: true,
        ...(offers.length > 0 && { actions: <Offers offers={offers} onTake={onTake} /> }),
      });
    });
  }, [messages, line, notice, attempt, before]);

  const { dialog } = useObservable(frame);
  useEffect(() => {
    // A dialog asks of something else, and its buttons may lie under what is offered.
    if (dialog) notice.destroy(OFFERED);
  }, [dialog, notice]);

  return (
    <>
      <section aria-label="通知" ref={pane} onFocus={before.keep} onKeyDown={before.leave}>
        {lineHolder}
        {noticeHolder}
      </section>
      <Last messages={messages} />
    </>
  );
}

/** The first button of what is offered; where nothing is, the one that closes what was said. */
function firstButton(pane: HTMLElement | null): HTMLElement | null {
  return (pane?.querySelector('.offers') ?? pane)?.querySelector('button') ?? null;
}

/** What is to be read and closed by the clerk gives way to nothing. */
const keys: Partial<Record<Said['manner'], string>> = { offer: OFFERED, failure: TOLD };

const types: Record<Exclude<Said['manner'], 'line'>, { type?: 'error' | 'warning' }> = {
  offer: {},
  failure: { type: 'error' },
  warning: { type: 'warning' },
};

function Last({ messages }: { messages: Messages }) {
  const { title, text } = useObservable(messages).last;
  return (
    <p className="said" role="status">
      {[title, text].filter(Boolean).join('：')}
    </p>
  );
}

/** Hears when its notification is gone, whatever ended it. */
function Title({ children, onGone }: { children: ReactNode; onGone(): void }) {
  useEffect(() => onGone, [onGone]);
  return children;
}

function Offers({ offers, onTake }: { offers: readonly Offer[]; onTake(offer: Offer): void }) {
  return (
    <div className="offers">
      {offers.map((offer, at) => (
        <Button
          key={offer.label}
          size="small"
          type={at === 0 ? 'primary' : 'default'}
          ghost={at === 0}
          onClick={() => onTake(offer)}
        >
          {offer.label}
        </Button>
      ))}
    </div>
  );
}

/** What had the focus before a notification took it: it has it again when the notification goes, or at Esc. */
function useFocusBefore() {
  const before = useRef<HTMLElement | null>(null);
  const made = useRef<Before>(null);
  made.current ??= {
    keep({ currentTarget, relatedTarget }) {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
        before.current = relatedTarget;
    },
    leave(event) {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      back(before.current);
    },
    giveBack() {
      setTimeout(() => panes.isLost() && back(before.current));
    },
  };
  return made.current;
}

interface Before {
  keep(event: FocusEvent<HTMLElement>): void;
  leave(event: KeyboardEvent<HTMLElement>): void;
  giveBack(): void;
}

/** F6 comes by the bars of the window, which nobody works in: from them it is the table that has the focus again. */
function back(element: HTMLElement | null): void {
  if (element?.isConnected && element.closest('[inert]') === null) element.focus();
  if (!panes.isLost() && !panes.holds('message', 'rail', 'toolbar', 'status')) return;
  if (!panes.focus('table')) panes.focus('view');
}
