// The whole jest transformer: Node's own type stripping keeps every line and column, so no source map is needed.
import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

export default {
  process: (source, path) => ({ code: path.endsWith('.ts') ? stripTypeScriptTypes(source, { mode: 'strip' }) : source }),
  getCacheKey: (source, path, options) =>
    createHash('sha256').update(process.version).update(path).update(source).update(options.configString).digest('hex'),
};
