import { rejections } from '../../rejection-text.ts';

export const serviceRejections = rejections({});
