import { rejections } from '../../rejection-text.ts';

export const victimStatusRejections = rejections({});
