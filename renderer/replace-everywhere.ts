import { summarise } from '../shared/filing/filing.ts';
import { type FindOptions, findIn, replaceEdits } from '../shared/filing/find.ts';
import { shorten } from '../shared/filing/parse.ts';
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
  for (const { id } of await workspace.filings.all()) {
    const session = await workspace.sessions.session(id);
    const { form, filing } = session;
    const [first] = findIn(form, filing, query, options);
    if (!first) continue;
    const edits = replaceEdits(form, filing, 'all', query, replacement, options);
    if ('refused' in edits) {
      refused.push(`${shorten(summarise(form, filing).name) || '未命名项目'}：${edits.refused}`);
      continue;
    }
    session.perform({ label: '替换', path: first.cell, edits });
    changed++;
  }
  if (refused.length > 0)
    workspace.reports.tell({ title: '未替换的表', lines: refused.map((text) => ({ severity: 'error', text })) });
  if (changed === 0) {
    workspace.say(refused.length > 0 ? `没有替换：${refused.length} 张表中不能这样替换，原因见右侧` : '没有找到');
    return;
  }
  // A table that is not shown has no line of its own that tells when it is not saved.
  await workspace.flush();
  workspace.say(`已在 ${changed} 张表中替换，各表可分别撤销`);
}
