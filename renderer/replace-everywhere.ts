import { summarise } from '../shared/filing/filing.ts';
import { type FindOptions, findIn, replaceEdits } from '../shared/filing/find.ts';
import type { Workspace } from './workspace.ts';

/** Replaces a text in every filing that is not in 回收站, one undo step in each, and tells in how many it was found. */
export async function replaceEverywhere(
  workspace: Workspace,
  query: string,
  replacement: string,
  options: FindOptions,
): Promise<void> {
  if (!workspace.commitDraft()) return;
  let changed = 0;
  const refused: string[] = [];
  for (const { id } of await workspace.all()) {
    const session = await workspace.session(id);
    const { form, filing } = session;
    const [first] = findIn(form, filing, query, options);
    if (!first) continue;
    const edits = replaceEdits(form, filing, 'all', query, replacement, options);
    if ('refused' in edits) {
      refused.push(`${summarise(form, filing).name}：${edits.refused}`);
      continue;
    }
    session.perform({ label: '替换', path: first.cell, edits });
    changed++;
  }
  if (refused.length > 0)
    workspace.report = { title: '未替换的表', lines: refused.map((text) => ({ severity: 'error', text })) };
  workspace.say(changed > 0 ? `已在 ${changed} 张表中替换，各表可分别撤销` : '没有找到');
}
