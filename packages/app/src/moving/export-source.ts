import { parseExportLine } from './export-line.ts';
import type { ExportSummary, MovedLog } from './export-summary.ts';
import { MoveRefused } from './move-refused.ts';
import type { OriginalAppend } from './original-appends.ts';

/** An export that is read as often as it takes. `lines` throws MoveRefused where there is no such file or no end to a line. */
export type ExportSource = { readonly summary: ExportSummary; lines(log: MovedLog): AsyncIterable<string> };

/** The appends of one of its files, in order. Throws MoveRefused EXPORT_DAMAGED with the number of the line. */
export async function* appendsOf(source: ExportSource, log: MovedLog): AsyncGenerator<OriginalAppend> {
  let line = 0;
  for await (const text of source.lines(log)) {
    line += 1;
    const append = parseExportLine(text);
    if (append === undefined) throw new MoveRefused('EXPORT_DAMAGED', { log, line });
    yield append;
  }
}
