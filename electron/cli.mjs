import module from 'node:module';

/**
 * The command line as it is started: plain JavaScript, so that not even the stripping of types has to be loaded for
 * what an earlier run has left compiled (in the system's temporary folder; where that cannot be written, nothing is).
 */
module.enableCompileCache?.();
await import('./cli.ts');
