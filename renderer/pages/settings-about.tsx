import type { Workspace } from '../workspace.ts';

/** What the program is made of that others have written, by licence. */
const LICENCES: [licence: string, names: string][] = [
  ['MIT', 'Electron、React、Ant Design、better-sqlite3、ExcelJS、docx、PDFKit、fontkit、fflate、htmlparser2、zod'],
  ['OFL 1.1', '思源宋体、思源黑体、Noto Sans Symbols（随 PDF 嵌入的字体）'],
  ['Apache 2.0', 'PDF.js'],
];

/** Which program this is, and what it does not do. */
export function AboutSettings({ program: { version } }: { program: Workspace['program'] }) {
  return (
    <div className="about-program selectable">
      <p>
        绩效表 <b>{version}</b>
      </p>
      <p>完全离线：不连接网络，不收集、不上传任何内容，数据只存在本机。</p>
      <p>本软件以 MIT 许可发布，用到的开源软件：</p>
      <dl>
        {LICENCES.map(([licence, names]) => (
          <div key={licence}>
            <dt>{licence}</dt>
            <dd>{names}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
