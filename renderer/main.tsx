import './first-calls.ts';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App, begun, Looks } from './app.tsx';
import { Boundary } from './boundary.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
// The window is drawn once, with its list and table; where these take longer, in ms, it does not keep the clerk waiting.
const PATIENCE = 200;
await Promise.race([begun.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
createRoot(root).render(
  <Looks>
    <Boundary name="窗口">
      <App />
    </Boundary>
  </Looks>,
);
