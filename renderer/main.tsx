import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Boundary } from './frame/boundary.tsx';
import './style.css';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
createRoot(root).render(
  <ConfigProvider
    locale={zhCN}
    button={{ autoInsertSpace: false }}
    theme={{
      token: {
        motion: false,
        colorPrimary: '#1d5c96',
        // Dark enough to be read on white, under the mouse too.
        colorLink: '#1d5c96',
        colorLinkHover: '#143f68',
        borderRadius: 4,
        fontFamily: 'var(--interface)',
      },
    }}
  >
    <Boundary name="窗口">
      <App />
    </Boundary>
  </ConfigProvider>,
);
