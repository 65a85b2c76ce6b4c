import { rejections } from '../rejection-text.ts';

export const agencyRejections = rejections({});
