import { Anchor } from 'antd';
import { type ReactNode, useRef } from 'react';
import type { ActionContext } from '../actions/action.ts';
import { PageOver } from './page-over.tsx';
import { AboutSettings } from './settings-about.tsx';
import { DataSettings } from './settings-data.tsx';
import { LookSettings } from './settings-look.tsx';
import { NewSettings } from './settings-new.tsx';
import { PrintSettings } from './settings-print.tsx';
import { UnitSettings } from './settings-unit.tsx';
import { WaiverSettings } from './settings-waivers.tsx';
import './settings.css';

/** What is chosen once and for all tables. Every choice is kept at once. */
export function Settings({ context: { workspace } }: { context: ActionContext }) {
  const body = useRef<HTMLElement>(null);
  const { preferences } = workspace;
  const parts: [id: string, title: string, body: ReactNode][] = [
    ['unit', '本单位', <UnitSettings key="unit" workspace={workspace} />],
    ['new', '新建默认', <NewSettings key="new" preferences={preferences} />],
    ['look', '外观', <LookSettings key="look" workspace={workspace} />],
    ['print', '打印', <PrintSettings key="print" preferences={preferences} />],
    ['waivers', '审核', <WaiverSettings key="waivers" workspace={workspace} />],
    ['data', '数据', <DataSettings key="data" workspace={workspace} />],
    ['about', '关于', <AboutSettings key="about" program={workspace.program} />],
  ];
  return (
    <PageOver frame={workspace.frame} title="设置">
      <div className="settings">
        <Anchor
          className="settings-nav"
          classNames={{ itemTitle: 'roomy' }}
          affix={false}
          getContainer={() => body.current ?? window}
          items={parts.map(([id, title]) => ({ key: id, href: `#settings-${id}`, title }))}
          // The address of the window stays as it is.
          onClick={(event) => event.preventDefault()}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
        <section className="settings-body" ref={body} tabIndex={0} aria-label="全部设置">
          {parts.map(([id, title, part]) => (
            <section key={id} id={`settings-${id}`} aria-label={title}>
              <h2>{title}</h2>
              {part}
            </section>
          ))}
        </section>
      </div>
    </PageOver>
  );
}
