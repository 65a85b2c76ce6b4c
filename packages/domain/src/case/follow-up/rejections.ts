import { rejections } from '../../rejection-text.ts';

export const followUpRejections = rejections({});
