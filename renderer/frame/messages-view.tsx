import { App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { type PaneId, panes, usePane } from '../panes.ts';
import type { Messages, Offer, Said } from '../state/messages.ts';
import { useObservable } from '../state/observable.ts';
import './messages.css';

interface Props {
  messages: Messages;
  attempt(work: () => void | Promise<void>): void;
}

/** How long a line and a notification with buttons stand, in s. */
const LINE = 4;
const OFFER = 12;

/** Shows what is said: a line at the top, what offers something at the lower right; and lets screen readers say it. */
export function MessagesView({ messages, attempt }: Props) {
  const { message, notification } = App.useApp();
  useEffect(() => {
    let shown: Said = messages.last;
    return messages.subscribe(() => {
      if (messages.last === shown) return;
      shown = messages.last;
      const { title, text, offers, stays } = shown;
      // An offer is about what was done last, and goes with the next thing that is said.
      notification.destroy('offer');
      if (text === '' && title === '') return;
      if (offers.length === 0 && !stays) {
        message.destroy();
        message.open({ content: text, duration: LINE, key: text });
        return;
      }
      notification.open({
        key: stays ? text : 'offer',
        title: title || text,
        description: title === '' ? undefined : text,
        placement: 'bottomRight',
        duration: stays ? 0 : OFFER,
        showProgress: !stays,
        pauseOnHover: true,
        actions: (
          <Offers
            offers={offers}
            onTake={(offer) => {
              notification.destroy('offer');
              attempt(offer.take);
            }}
          />
        ),
      });
    });
  }, [messages, message, notification, attempt]);
  return <Last messages={messages} />;
}

function Last({ messages }: { messages: Messages }) {
  const { title, text } = useObservable(messages).last;
  return (
    <p className="said" role="status">
      {[title, text].filter(Boolean).join('：')}
    </p>
  );
}

function Offers({ offers, onTake }: { offers: readonly Offer[]; onTake(offer: Offer): void }) {
  const element = useRef<HTMLDivElement>(null);
  const before = useRef<PaneId | null>(panes.focused());
  usePane('message', { element });
  // The buttons go with what they offered: what had the focus before has it again.
  useEffect(
    () => () => {
      setTimeout(() => panes.isLost() && (before.current ? panes.focus(before.current) : panes.focus('table')));
    },
    [],
  );
  return (
    <div className="offers" ref={element}>
      {offers.map((offer) => (
        <Button key={offer.label} size="small" type="primary" ghost onClick={() => onTake(offer)}>
          {offer.label}
        </Button>
      ))}
    </div>
  );
}
