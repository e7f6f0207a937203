import { Button } from 'antd';
import './recovery-question.css';

interface Props {
  reason: string;
  onOwn(): void;
}

/** Says that another file lies in the place of the open one; what is in the window stays there meanwhile. */
export function RecoveryQuestion({ reason, onOwn }: Props) {
  return (
    <section className="recovery-question" role="alert" aria-label="数据文件">
      <p>{reason}。</p>
      <Button size="small" type="primary" onClick={onOwn}>
        写回软件中的内容
      </Button>
    </section>
  );
}
