import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig } from 'vite';

/** The shells serve /fonts/ from outside of what vite builds, which vite would warn of each time. */
const logger = createLogger('warn');
const { warnOnce } = logger;
logger.warnOnce = (message, options) => {
  if (!message.includes('/fonts/')) warnOnce(message, options);
};

export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  base: './',
  customLogger: logger,
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3000,
    // The PDF reader's worker is a bundle of its own, and takes most of the time there is.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
