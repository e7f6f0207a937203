import { LockOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Action } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { clockName, dayName } from '../day-name.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import './table-notices.css';

interface Props {
  session: Session;
  run(action: Action): void;
}

/** Above the table, for as long as it is so: that it is 定稿, and that what is shown is not what was saved. */
export function TableNotices({ session, run }: Props) {
  const { locked, doubt } = useObservable(session);
  return (
    <>
      {doubt !== null && (
        <section className="table-notice doubtful" role="alert" aria-label="内容存疑">
          <WarningOutlined aria-hidden />
          <p>{doubt}</p>
          <Button size="small" onClick={() => run(actionOf('history'))}>
            查看历史
          </Button>
        </section>
      )}
      {locked !== null && (
        <section className="table-notice" aria-label="定稿">
          <LockOutlined aria-hidden />
          <p>
            此表已于{dayName(locked.at, new Date())} {clockName(locked.at)} 定稿，不能修改
          </p>
          <Button size="small" onClick={() => run(actionOf('unlock'))}>
            解除定稿…
          </Button>
        </section>
      )}
    </>
  );
}
