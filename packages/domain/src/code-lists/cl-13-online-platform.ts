import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

/** Of recruitment and of exploitation: the standard has the same values for both. */
export const onlinePlatform = codeList({
  id: 'CL-13-platform',
  name: 'online-platform',
  version: 1,
  class: 'statistic',
  title: { fr: 'Plateformes en ligne', en: 'Online platforms' },
  source: htcdsSource('vic_RecruitmentWebsitesAndApps'),
  codes: {
    ...htcdsCodes('vic_RecruitmentWebsitesAndApps', {
      Facebook: { fr: 'Facebook' },
      Instagram: { fr: 'Instagram' },
      WhatsApp: { fr: 'WhatsApp' },
      Telegram: { fr: 'Telegram' },
      FacebookMessenger: { fr: 'Facebook Messenger' },
      Viber: { fr: 'Viber' },
      SnapChat: { fr: 'SnapChat' },
      Line: { fr: 'Line' },
      '4Sale': { fr: '4Sale' },
      WeChat: { fr: 'WeChat' },
      QQ: { fr: 'QQ' },
      QZone: { fr: 'QZone' },
      TikTok: { fr: 'TikTok' },
      Twitter: { fr: 'Twitter' },
      Other: { fr: 'Autre' },
    }),
    ...technicalValues,
  },
});

export type OnlinePlatform = CodeOf<typeof onlinePlatform>;
