import { rejections } from '../../rejection-text.ts';

export const consentRejections = rejections({});
