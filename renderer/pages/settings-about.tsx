import type { Workspace } from '../workspace.ts';
import { licences } from './licences.ts';

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
        {licences.map(({ licence, works }) => (
          <div key={licence}>
            <dt>{licence}</dt>
            <dd>{Object.keys(works).join('、')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
