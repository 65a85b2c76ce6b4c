import { rejections } from '../../rejection-text.ts';

export const closureRejections = rejections({});
