import { rejections } from '../rejection-text.ts';

export const grantRejections = rejections({});
