import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { logFault } from './faults.ts';
import './boundary.css';

interface Props {
  /** What the clerk calls the part of the window that is inside. */
  name: string;
  /** Takes the part away; without it it can only be tried again. */
  onClose?: (() => void) | undefined;
  /** What the part is about: when that is another one, it is tried again by itself. */
  about?: unknown;
  children: ReactNode;
}

/** Holds an error of a part of the window in that part: the rest goes on, and the part can be tried again. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    logFault(error);
  }

  override componentDidUpdate({ about }: Props): void {
    if (this.state.failed && about !== this.props.about) this.setState({ failed: false });
  }

  override render(): ReactNode {
    const { name, onClose, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <Failed
        text={`“${name}”出错，没有显示出来；已保存的内容不受影响，请重试，仍出错请重新打开窗口`}
        onRetry={() => this.setState({ failed: false })}
        onClose={
          onClose &&
          (() => {
            this.setState({ failed: false });
            onClose();
          })
        }
      />
    );
  }
}

interface FailedProps {
  text: string;
  onRetry(): void;
  onClose?: (() => void) | undefined;
}

/** In the place of what could not be had: why, and the way to try again. */
export function Failed({ text, onRetry, onClose }: FailedProps) {
  return (
    <section className="failed-part" role="alert">
      <p>{text}</p>
      <Button size="small" type="primary" onClick={onRetry}>
        重试
      </Button>{' '}
      {onClose && (
        <Button size="small" onClick={onClose}>
          关闭
        </Button>
      )}
    </section>
  );
}
