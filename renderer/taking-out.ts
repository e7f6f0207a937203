import { displayName } from '../shared/filing/display-name.ts';
import type { Workspace } from './workspace.ts';

/** Most names in a message. */
const NAMED = 3;

/** Takes the chosen filings out of the backup that is looked into: they come to the list beside those that are there. */
export async function takeOut(workspace: Workspace): Promise<void> {
  const { ids, unread } = await workspace.backups.take();
  await workspace.filings.showAll();
  const left = unread > 0 ? `；${unread} 张读不出来，没有取出` : '';
  const [first] = ids;
  if (first === undefined) workspace.messages.fail(`没有取出${left}，请另选一份备份`);
  else {
    const named = await workspace.filings.read(ids.slice(0, NAMED));
    const names = named.map(({ name }) => `“${displayName(name)}”`);
    const more = ids.length > NAMED ? ' 等' : '';
    workspace.say(`已取出 ${ids.length} 张表：${names.join('、')}${more}，原来的表没有改动${left}`, {
      label: '打开',
      take: () => workspace.open(first),
    });
  }
  await workspace.backups.lookAgain();
}
