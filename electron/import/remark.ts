import type { FormMap } from './form-map.ts';
import { type Zone, zoneAt } from './indicator-columns.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Who filled in, checked or answers for a table, when, and how to reach them: what stands under it. */
const SIGNED =
  /^(?:项目|单位|部门|财务|科室|业务|分管)*(?:填报|填表|编制|制表|制单|审核|审批|复核|经办|负责|分管|主管|联系|报送|上报)(?:人|人员|领导|单位|部门|科室|日期|时间|电话|方式|意见)*(?:\([^)]*\))?$|^(?:联系)?(?:电话|手机)$|^(?:日期|签字|签章|签名|盖章|公章)$/;
const REMARK = /^(?:备注|附注|注|注释|说明|填表说明|填报说明)(?:\d{1,2})?(?:[:.、]|$)/;

/**
 * Whether a row below the header of the indicators is a remark or a line of signatures, not an indicator: each of its
 * cells is `标签：内容`, or it begins with 备注, 说明 or the like. A row that names a level or stands beside a merged one
 * belongs to the table.
 */
export function isRemark(map: FormMap, zones: Zone[], row: ViewRow): boolean {
  const [head] = row.cells;
  if (!head || isBesideLevel(zones, row)) return false;
  if (row.cells.slice(0, 2).some((cell) => map.level1.has(cell.folded) || map.level2.has(cell.folded))) return false;
  const start = head.text
    .normalize('NFKC')
    .slice(0, 40)
    .replace(/[ \u3000]/g, '');
  if (REMARK.test(start)) return true;
  const signed = row.cells.map((cell) => SIGNED.test(labelOf(cell) ?? ''));
  if (signed[0]) return true;
  if (!row.cells.every((cell) => labelOf(cell) !== null)) return false;
  const atLevel = ['level1', 'level2'].includes(zoneAt(zones, head.col)?.id ?? '');
  return signed.includes(true) || (atLevel && row.cells.length > 1);
}

/** The short words before the first colon of a cell, null when it has none. */
function labelOf(cell: ViewCell): string | null {
  const start = cell.text.slice(0, 40).normalize('NFKC').replaceAll('∶', ':');
  return /^([^:\n]{1,20}):/.exec(start)?.[1]?.replace(/\s/g, '') ?? null;
}

function isBesideLevel(zones: Zone[], row: ViewRow): boolean {
  return row.row.cells.some(({ master, col }) => {
    const reachesDown = master && master.rowSpan > 1 && !row.row.cells.includes(master);
    return reachesDown && ['level1', 'level2'].includes(zoneAt(zones, col)?.id ?? '');
  });
}
