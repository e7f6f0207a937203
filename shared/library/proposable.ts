import { USED } from './entries.ts';
import type { LibraryEntry } from './library.ts';

/** Words that names of public bodies end in. */
const BODY = /[\u4e00-\u9fff](局|厅|委员会|管委会|街道办|办事处|支队|大队|法院|检察院|中心|研究院|学校|医院)/;
/** Verbs that a goal begins with; an indicator is a noun that can be measured. */
const VERB =
  /^(有效|进一步|不断|持续|大力|切实|全面|积极)?(提升|提高|加强|保障|确保|保证|推进|推动|促进|改善|优化|增强|强化|完善|实现|开展|做好|维护|落实|加快|降低|减少|规范|满足|帮助|支持)/;
/** Heads that make a name that begins with a verb an indicator: 提高效率程度, 减少排放量. */
const HEAD =
  /(率|量|数|额|次|度|值|比|期|时间|时限|成本|费用|情况|程度|水平|能力|效果|效益|作用|影响|质量|比例|幅度|规模|面积|天数|标准|秩序|环境|意识)([（(].*)?$/;

/**
 * Whether an indicator may be proposed for a table of this unit. Shipped ones and those that were entered into the
 * library may. What was only met in tables may when that was more than once, in this unit or in this kind of project;
 * not when its name is a goal without a noun at its end, nor when it names a body and this unit has not used it.
 */
export function isProposable(entry: LibraryEntry, kind: string, unit: string): boolean {
  if (!entry.id.startsWith(USED)) return true;
  const ours = isUsedBy(entry, unit);
  if (VERB.test(entry.name) && !HEAD.test(entry.name)) return false;
  if (BODY.test(entry.name) && !ours) return false;
  return entry.uses > 1 || ours || entry.usedIn.some(({ text }) => text === kind);
}

/** Whether the unit itself has used an indicator; nothing is known of a table without one. */
export function isUsedBy(entry: LibraryEntry, unit: string): boolean {
  return unit !== '' && entry.usedBy.some(({ text }) => text === unit);
}
