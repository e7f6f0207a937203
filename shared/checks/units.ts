import { shippedLibrary } from '../library/library.ts';

/** Measure words and units that values are written with, beside those of the shipped library. */
const MEASURES = `
% ‰ 个百分点 百分点 元 万元 亿元 人 人次 名 位 个 只 台 套 件 份 张 把 条 根 支 座 栋 幢 间 层 户 家 处 所 项 次 场 场次 期 批 批次 班 班次
节 课 篇 部 本 册 卷 页 株 棵 头 羽 尾 亩 公顷 块 盏 面 辆 艘 架 门 口 眼 片 瓶 箱 袋 桶 盒 组 对 双 副 宗 起 例 款 级 分 倍 轮 遍 回 顿 床 标段
平方米 万平方米 平方公里 平米 立方米 万立方米 米 延米 公里 千米 厘米 毫米 吨 万吨 公斤 千克 克 升 毫升 千瓦 千瓦时 度 兆 兆瓦
年 个月 月 季度 周 天 日 工作日 个工作日 自然日 小时 分钟 秒 学时 课时 学年 学期 ㎡ ㎥ m² m³ m2 m3 km m kg t ℃ 摄氏度 kV kVA KVA kW MW GB TB MB Mbps
`
  .trim()
  .split(/\s+/);

const units = new Set(
  [...MEASURES, ...shippedLibrary.indicators.flatMap((indicator) => indicator.units)].map((unit) =>
    unit.normalize('NFKC').toLowerCase(),
  ),
);

/** Whether a text is a unit of measurement: 月, 万元, 元/人, also 单位：人 as names have it in brackets. */
export function isUnit(text: string): boolean {
  const last = asked.get(text);
  if (last !== undefined) return last;
  const found = looksLikeUnit(text);
  if (asked.size >= MOST_ASKED) asked.clear();
  asked.set(text, found);
  return found;
}

/** Indicators are counted in the same few units. */
const asked = new Map<string, boolean>();
const MOST_ASKED = 1000;

function looksLikeUnit(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(计量)?单位[:：]?/, '');
  const [unit = '', ...per] = plain.split(/[/·•]/).map((part) => part.replace(/^[多余]?[十百千万亿]?(?=.)/, ''));
  return (units.has(plain) || units.has(unit)) && per.every((part) => part !== '');
}

/** 万 (also 万/年, w) alone counts nothing, and M may be metres, millions or megabytes. */
export function isIncomplete(unit: string): boolean {
  return /^([多余]?[十百千万亿]+[多余]?|[KMGTkw])(\/.+)?$/.test(unit);
}

/** `3台`, `95%以上`: a number with its unit at the end of a text; not of a code, a date or a clock time (7×24小时). */
const TARGET = /(?<![\d.A-Za-z第×x*~—–-])([≥≤><=]?)(\d+(?:\.\d+)?)([^\d.×x*]{1,6}?)(?:及?以[上下内]|左右)?$/u;
const YEAR = /^(19|20)\d\d$/;

/** The target at the end of a name (变压器3台), or null. */
export function targetIn(name: string): { text: string; number: string; unit: string } | null {
  const found = TARGET.exec(name);
  const [text = '', , number = '', unit = ''] = found ?? [];
  if (!isUnit(unit) || (YEAR.test(number) && unit === '年') || /^[月日]$/.test(unit)) return null;
  return { text, number, unit };
}
