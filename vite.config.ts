import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig, type Plugin } from 'vite';
import { antdStyles } from './antd-styles.ts';

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

/** The first questions go out from a script of their own: they do not wait until the window's is fetched and read. */
const firstCalls: Plugin = {
  name: 'first-calls',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const chunk = Object.values(bundle).find((part) => part.name === 'first-calls');
      if (chunk?.type !== 'chunk' || chunk.imports.length > 0) throw new Error('the first questions wait for others');
      // `async`: nor until the style sheets are read.
      return [{ tag: 'script', attrs: { type: 'module', async: true, crossorigin: true, src: `./${chunk.fileName}` } }];
    },
  },
};

export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  base: './',
  customLogger: logger,
  plugins: [react(), silentIcons, antdStyles(), firstCalls],
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
      output: {
        codeSplitting: {
          groups: [
            { name: 'first-calls', test: /renderer\/first-calls\.ts$/, priority: 1 },
            // A browser reads each script in a thread of its own: what npm brings is read beside what is ours.
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            // The request parsers stand behind `shared/api.ts`; who takes only an error from it does not run them.
            { name: 'start', test: /renderer\/main\.tsx$/ },
          ],
        },
      },
    },
  },
});
