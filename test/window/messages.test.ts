import { expect, test, vi } from 'vitest';
import { Messages, type Said } from '../../renderer/state/messages.ts';

/** Everything that a view of the messages is told of. */
function heardBy(messages: Messages): Said[] {
  const heard: Said[] = [];
  messages.subscribe(() => heard.push(messages.last));
  return heard;
}

test('each thing that is said is heard, also the same one twice and two at once', () => {
  const messages = new Messages();
  const heard = heardBy(messages);
  messages.say('已保存');
  messages.say('已保存');
  messages.fail('磁盘空间不足');
  expect(heard.map(({ text }) => text)).toEqual(['已保存', '已保存', '磁盘空间不足']);
  expect(new Set(heard).size).toBe(3);
});

test('a line goes by itself, an offer stands with its button, a failure and a warning stand for longer', () => {
  const messages = new Messages();
  const heard = heardBy(messages);
  const take = vi.fn();
  messages.say('已复制');
  messages.say('已移到回收站', { label: '撤销删除', take });
  messages.notify('', '已导出 表.xlsx（文件夹 报送）', [{ label: '打开文件', take }]);
  messages.notify('', '没有可做的', []);
  messages.fail('文件已不在原处');
  messages.warn('数据文件已换成另一份');
  expect(heard.map(({ manner }) => manner)).toEqual(['line', 'offer', 'offer', 'line', 'failure', 'warning']);
  expect(heard.map(({ offers }) => offers.map(({ label }) => label).join())).toEqual([
    '',
    '撤销删除',
    '打开文件',
    '',
    '',
    '',
  ]);
  expect(take).not.toHaveBeenCalled();
});

test('a text of any length is quoted as a short line', () => {
  const messages = new Messages();
  const name = '长'.repeat(32_767);
  messages.fail(`“${name}”未能保存`);
  expect(messages.last.text.length).toBeLessThan(60);
  messages.notify(`“${name}”`, `“${name}”`, []);
  expect(messages.last.title.length).toBeLessThan(60);
});

test('what takes something back is at hand while its button stands, and not after', () => {
  const messages = new Messages();
  const undo = { label: '撤销删除', take: vi.fn(), undoes: true } as const;
  messages.say('已移到回收站', undo);
  const said = messages.last;
  messages.say('已复制');
  expect(messages.undo, 'a line does not take its place').toBe(undo);
  messages.gone(said);
  expect(messages.undo).toBeNull();

  messages.say('已移到回收站', undo);
  messages.say('已导出', { label: '打开文件', take: vi.fn() });
  expect(messages.undo, 'another offer stands in its place').toBeNull();

  messages.say('已移到回收站', undo);
  const older = messages.last;
  messages.say('已移到回收站', undo);
  messages.gone(older);
  expect(messages.undo, 'the newer one still stands').toBe(undo);
  void messages.take(undo);
  expect(undo.take).toHaveBeenCalledOnce();
  expect(messages.undo, 'it is taken once').toBeNull();
});

test('what is offered stands until it is done some other way; a line in between changes nothing', () => {
  const messages = new Messages();
  messages.say('已导入 1 张表', { label: '撤销导入', take: vi.fn() });
  messages.say('已复制');
  messages.withdraw('撤销删除');
  expect(messages.standing?.text).toBe('已导入 1 张表');
  messages.withdraw('撤销导入');
  expect(messages.standing).toBeNull();
});
