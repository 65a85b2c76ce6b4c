import { rejections } from '../../rejection-text.ts';

export const careRejections = rejections({});
