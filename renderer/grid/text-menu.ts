import type { Workspace } from '../workspace.ts';
import { sameText } from './same-place.ts';
import { readClipboard } from './system-clipboard.ts';

/** What can be done with the text that is being typed; it stays in its cell's editor. */
export interface TextDeed {
  id: string;
  label: string;
  key: string;
  run(): void | Promise<void>;
}

export function textMenu(workspace: Workspace): TextDeed[] {
  const command = (name: string) => () => {
    document.execCommand(name);
  };
  return [
    { id: 'cut-text', label: '剪切', key: 'Ctrl+X', run: command('cut') },
    { id: 'copy-text', label: '复制', key: 'Ctrl+C', run: command('copy') },
    {
      id: 'paste-text',
      label: '粘贴',
      key: 'Ctrl+V',
      run: async () => {
        const isSame = sameText();
        const copied = await readClipboard();
        if (!copied) workspace.say('请按 Ctrl+V 粘贴');
        else if (isSame()) document.execCommand('insertText', false, copied.text);
        else workspace.say('没有粘贴：文字在此期间有变化，请再粘贴一次');
      },
    },
    { id: 'select-text', label: '全选', key: 'Ctrl+A', run: command('selectAll') },
  ];
}
