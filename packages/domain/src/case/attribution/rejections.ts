import { rejections } from '../../rejection-text.ts';

export const attributionRejections = rejections({});
