import { fold } from '../../../shared/form/fold.ts';
import { type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Who filled in, checked or answers for a table, when, and how to reach them: what stands under it. */
const SIGNED =
  /^(?:项目|单位|部门|财务|科室|业务|分管)*(?:填报|填表|编制|制表|制单|审核|审批|复核|经办|负责|分管|主管|联系|报送|上报)(?:人|人员|领导|单位|部门|科室|日期|时间|电话|方式|意见)*(?:\([^)]*\))?$|^(?:联系)?(?:电话|手机)$|^(?:日期|签字|签章|签名|盖章|公章)$/;
/** The same without a colon, its content in the cells beside; and rows of sums. */
const FOOT = new Set(
  (
    '填报人 填表人 制表人 编制人 编制人员 填报人员 经办人 经手人 审核人 审核 复核人 审批人 联系人 联系方式 联系电话 电话 手机 负责人 项目负责人 ' +
    '单位负责人 部门负责人 财务负责人 分管领导 主管领导 单位领导 填报日期 填表日期 填报时间 填表时间 制表日期 编制日期 日期 审核意见 审核日期 ' +
    '主管部门审核意见 财政部门审核意见 主管部门意见 备注 备注说明 附注 说明 其他说明 其他说明的问题 其他需要说明的问题 需要说明的问题 评价结论 ' +
    '存在问题 改进措施 总分 合计 总计 小计 填报单位负责人 填报人及联系电话'
  ).split(' '),
);
/**
 * What a line below a table is called by its last words, whoever's it is: 预算股审核, 单位盖章, 主管处室意见,
 * 绩效评价得分.
 */
const CALLED =
  /(?:审核|审批|复核|批示|签字|签章|签名|盖章|公章|制单|制表|填表|填报|经办|意见|电话|手机|联系方式|附件|总分|得分|评分|其他?说明|特此说明|说明的?(?:问题|事项)|存在的?问题|改进措施|结论|负责人|联系人|经办人|填报人|责任人)$/;
/** A value as indicators have them: a sign, a number with its unit, a degree. */
const VALUE =
  /^(?:[≥≤><=＞＜＝≧≦]|不[低高少超]|[大小等]于)|^\d[\d.,]*\s*[^\d\s:：\-/年.]|^(?:提高|提升|增加|增强|改善|优化|优秀|优|良好|良|好|高|合格|达标|按时|及时|完成|降低|减少|显著|明显|有效|逐步|持续|保障)/u;
const REMARK = /^(?:备注|附注|注|注释|说明|填表说明|填报说明)(?:\d{1,2})?(?:[:.、]|$)/;
/** With what it says, as no indicator is named. */
const SAID = /^(?:备注|附注|注|注释|说明|填表说明|填报说明)(?:\d{1,2})?[:.、]./;

/**
 * Whether a row below the header of the indicators is a remark or a line of signatures, not an indicator: each of its
 * cells is `标签：内容`, or it begins with 备注, 说明 or the like. A row that names a level or stands beside a merged
 * one belongs to the table.
 */
export function isRemark(map: TableMap, zones: Zone[], row: ViewRow): boolean {
  const [head] = row.cells;
  if (!head || isBesideLevel(zones, row)) return false;
  if (row.cells.slice(0, 2).some((cell) => map.level1.has(cell.folded) || map.level2.has(cell.folded))) return false;
  const start = head.text
    .normalize('NFKC')
    .slice(0, 40)
    .replace(/[ \u3000]/g, '');
  if (!SAID.test(start) && isNamed(zones, row)) return false;
  if (REMARK.test(start) || FOOT.has(head.folded.replace(/\(.*\)$/, ''))) return true;
  const signed = row.cells.map((cell) => SIGNED.test(labelOf(cell) ?? ''));
  if (signed[0]) return true;
  const atLevels = ['level1', 'level2'].includes(zoneAt(zones, head.col)?.id ?? '');
  if (atLevels && CALLED.test(head.folded) && !VALUE.test(row.cells.at(-1)?.text ?? '')) return true;
  if (/^附件\d{0,2}$/.test(head.folded)) return true;
  if (!row.cells.every((cell) => labelOf(cell) !== null)) return false;
  return signed.includes(true) || (atLevels && row.cells.length > 1);
}

/** Whether a cell is the label of a line of signatures or a remark: `填报人：张三`, 备注. */
export function isFootLabel(text: string): boolean {
  return FOOT.has(text.length > 20 ? '' : fold(text)) || isSigned(text);
}

/** Whether a text says who filled the table in or answers for it, or is a remark: no value of a table begins like that. */
export function isFootLine(text: string): boolean {
  return isSigned(text) || SAID.test(text.normalize('NFKC').slice(0, 40).replace(/\s/g, ''));
}

function isSigned(text: string): boolean {
  const label = /^([^:：\n]{1,20})[:：]/.exec(text.slice(0, 40))?.[1]?.replace(/\s/g, '');
  return label !== undefined && SIGNED.test(label);
}

/**
 * Whether a row under the table says something that the clerk wrote: not so a note that is printed with the form
 * (`注：…`), and labels that nobody filled in.
 */
export function isFilledIn(row: ViewRow): boolean {
  if (row.cells.length === 1) {
    const text = row.cells[0]?.text.normalize('NFKC') ?? '';
    return !/^(?:注|注释|附注|说明|填表说明|填报说明)\d{0,2}\s*[:.、]/.test(text) && !isEmptyLabel(text);
  }
  return row.cells.some(({ text, folded }) => !FOOT.has(folded) && !isEmptyLabel(text.normalize('NFKC')));
}

/** `填报人：`, `填报人：    单位负责人：    填报日期：   年  月  日`. */
function isEmptyLabel(text: string): boolean {
  return text
    .slice(0, 300)
    .split(/\s{2,}|\n/)
    .every((part) => part === '' || /^[年月日\s]+$/.test(part) || /^[^:]{1,20}:\s*[年月日\s]*$/.test(part));
}

/** The short words before the first colon of a cell, null when it has none. */
function labelOf(cell: ViewCell): string | null {
  const start = cell.text.slice(0, 40).normalize('NFKC').replaceAll('∶', ':');
  return /^([^:\n]{1,20}):/.exec(start)?.[1]?.replace(/\s/g, '') ?? null;
}

const SUM = /^(?:合计|总计|小计|总分)$/;

/** Whether a row has an indicator's name and value in their columns, whatever the name reads like: 备注, 存在问题. */
function isNamed(zones: Zone[], { cells: [head, ...rest] }: ViewRow): boolean {
  if (!head || zoneAt(zones, head.col)?.id !== 'level3' || SIGNED.test(labelOf(head) ?? head.folded)) return false;
  const isValue = ({ col }: ViewCell) => ['value', 'number'].includes(zoneAt(zones, col)?.id ?? '');
  return !SUM.test(head.folded) && rest.some(isValue);
}

function isBesideLevel(zones: Zone[], row: ViewRow): boolean {
  return row.row.cells.some(({ master, col }) => {
    const reachesDown = master && master.rowSpan > 1 && !row.row.cells.includes(master);
    return reachesDown && ['level1', 'level2'].includes(zoneAt(zones, col)?.id ?? '');
  });
}
