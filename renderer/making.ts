import { formOf } from '../shared/filing/form-of.ts';
import { type Form, mainIndicators } from '../shared/form/form.ts';
import { firstEmpty } from '../shared/layout/first-empty.ts';
import { layout } from '../shared/layout/layout.ts';
import { call } from './bridge.ts';
import type { NewFilingWish } from './state/library.ts';
import type { Workspace } from './workspace.ts';

/** New tables: an empty one, the example, and one made from another table. */

/**
 * Makes a filing, and tells `made` once it is there; where it has indicators and the clerk has said what its project
 * is, some are proposed for it, or offered to be where the window is narrow. Rejects only when it could not be made;
 * says whether it is open now.
 */
export async function makeFiling(workspace: Workspace, wish: NewFilingWish, made = () => {}): Promise<boolean> {
  const { form, year, name, unit, department, description, kind } = wish;
  const opened = await call('filings.create', { form, year, projectName: name, unit, department });
  workspace.preferences.begun(unit, department);
  made();
  try {
    await workspace.filings.showAll();
    // What the clerk has just given stays: the table begins at what is still to be filled in.
    const sheet = layout(formOf(opened.filing), opened.filing, { seal: null, blankRows: true });
    await workspace.openAt(opened.id, firstEmpty(sheet) ?? '');
    const { form: of } = workspace.current ?? {};
    const proposes = of?.kind === 'project' && mainIndicators(of) !== null;
    const text = proposes ? `${name}\n${description}`.trim() : '';
    const propose = () => workspace.propose({ text, kind });
    if (text === '') workspace.frame.closeTab('propose');
    else if (workspace.frame.panelFits) propose();
    else workspace.say('已新建，可按项目名称推荐指标', { label: '推荐指标', take: propose });
  } catch (error) {
    workspace.sayWhy(error);
  }
  return workspace.current?.id === opened.id;
}

/** Makes the example table for a year, and opens it. */
export async function makeExample(workspace: Workspace, year: number): Promise<void> {
  const { id } = await call('filings.example', { year });
  await workspace.filings.showAll();
  await workspace.open(id);
  workspace.say('已打开示例表：填空格、按 F7 审核、再导出，试完可在首页删除');
}

/** Makes a self-evaluation or a monitoring table of the open target table, and opens it. */
export async function makeFrom(workspace: Workspace, id: number, form: Form): Promise<void> {
  await workspace.flush([id]);
  const opened = await call('filings.makeFrom', { id, form: form.id });
  await workspace.filings.showAll();
  await workspace.open(opened.id);
  workspace.say(`已生成“${form.name}”，取自目标表的内容已填好`);
}
