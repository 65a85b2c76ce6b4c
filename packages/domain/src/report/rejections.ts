import { rejections } from '../rejection-text.ts';

export const reportRejections = rejections({});
