import { writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.ts';
import { fieldsPage } from './fields-page.ts';

const docs = new URL('../../docs/', import.meta.url);
writeFileSync(new URL('errors.md', docs), errorsPage());
writeFileSync(new URL('fields.md', docs), fieldsPage());
