import { rejections } from '../rejection-text.ts';

export const centreRejections = rejections({});
