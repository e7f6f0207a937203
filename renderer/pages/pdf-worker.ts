/** The PDF reader's own worker, on engines that are older than it expects. */
import '../../shared/older-engines.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
