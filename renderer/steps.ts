/** The way of a table, from the blank form to the seal. */
export const STEPS = [
  { title: '填表', content: '在页面上直接填写，边填边存；格与打印出来的一样。' },
  { title: '审核', content: '按 F7 逐条处理：跳到出错的格，能修复的一键修复。' },
  { title: '导出盖章', content: '导出 Excel 上报，打印 PDF 盖章。' },
];
