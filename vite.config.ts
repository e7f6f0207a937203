import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig, type Plugin } from 'vite';

/** The shells serve /fonts/ from outside of what vite builds, which vite would warn of each time. */
const logger = createLogger('warn');
const { warnOnce } = logger;
logger.warnOnce = (message, options) => {
  if (!message.includes('/fonts/')) warnOnce(message, options);
};

/**
 * An icon is named by the button or the text that it stands by. By themselves Ant Design's icons, also those within its
 * own components, are read out by their English file names.
 */
const silentIcons: Plugin = {
  name: 'silent-icons',
  transform(code, id) {
    if (!/@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js$/.test(id.replaceAll('\\', '/'))) return null;
    const silent = code.replace('"aria-label": icon.name', '"aria-hidden": props["aria-label"] === undefined');
    if (silent === code) throw new Error('the icons of Ant Design are named elsewhere now');
    return { code: silent, map: null };
  },
};

export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  base: './',
  customLogger: logger,
  plugins: [react(), silentIcons],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3000,
    // The PDF reader's worker is a bundle of its own, and takes most of the time there is.
    rolldownOptions: {
      checks: { pluginTimings: false },
      // The request parsers stand behind `shared/api.ts`; who takes only an error from it does not run them.
      output: { codeSplitting: { groups: [{ name: 'start', test: /renderer\/main\.tsx$/ }] } },
    },
  },
});
