import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

/** Sections of ISIC, revision 4. */
export const labourIndustry = codeList({
  id: 'CL-11c',
  name: 'labour-industry',
  version: 1,
  class: 'statistic',
  title: { fr: 'Secteurs du travail forcé', en: 'Industries of forced labour' },
  source: htcdsSource('vic_ForcedLabourIndustry'),
  codes: {
    ...htcdsCodes('vic_ForcedLabourIndustry', {
      A_AgricultureForestryAndFishing: { fr: 'Agriculture, sylviculture et pêche', ctdc: 'typeOfLabourAgriculture' },
      B_MiningAndQuarrying: { fr: 'Activités extractives', ctdc: 'typeOfLabourMiningOrDrilling' },
      C_Manufacturing: { fr: 'Activités de fabrication', ctdc: 'typeOfLabourManufacturing' },
      D_ElectricityGasSteamAndAirConditioningSupply: { fr: 'Électricité, gaz, vapeur et climatisation', ctdc: 'typeOfLabourOther' },
      E_WaterSupplySewerageWasteManagement: { fr: 'Eau, assainissement et gestion des déchets', ctdc: 'typeOfLabourOther' },
      F_Construction: { fr: 'Construction', ctdc: 'typeOfLabourConstruction' },
      G_WholesaleAndRetailTradeRepairOfMotorVehicles: { fr: 'Commerce et réparation de véhicules', ctdc: 'typeOfLabourOther' },
      H_TransportationAndStorage: { fr: 'Transport et entreposage', ctdc: 'typeOfLabourTransportation' },
      I_AccommodationAndFoodServiceActivities: { fr: 'Hébergement et restauration', ctdc: 'typeOfLabourHospitality' },
      J_InformationAndCommunication: { fr: 'Information et communication', ctdc: 'typeOfLabourOther' },
      K_FinancialAndInsuranceActivities: { fr: 'Activités financières et d’assurances', ctdc: 'typeOfLabourOther' },
      L_RealEstateActivities: { fr: 'Activités immobilières', ctdc: 'typeOfLabourOther' },
      M_ProfessionalScientificAndTechnicalActivities: {
        fr: 'Activités professionnelles, scientifiques et techniques',
        ctdc: 'typeOfLabourOther',
      },
      N_AdministrativeAndSupportServiceActivities: { fr: 'Services administratifs et d’appui', ctdc: 'typeOfLabourOther' },
      O_PublicAdministrationAndDefence: { fr: 'Administration publique et défense', ctdc: 'typeOfLabourOther' },
      P_Education: { fr: 'Enseignement', ctdc: 'typeOfLabourOther' },
      Q_HumanHealthAndSocialWorkActivities: { fr: 'Santé humaine et action sociale', ctdc: 'typeOfLabourOther' },
      R_ArtsEntertainmentAndRecreation: { fr: 'Arts, spectacles et loisirs', ctdc: 'typeOfLabourOther' },
      S_OtherServiceActivities: { fr: 'Autres activités de services', ctdc: 'typeOfLabourOther' },
      T_ActivitiesOfHouseholdsAsEmployers: { fr: 'Travail domestique et activités des ménages', ctdc: 'typeOfLabourDomesticWork' },
      U_ActivitiesOfExtraterritorialOrganizations: { fr: 'Organisations extraterritoriales', ctdc: 'typeOfLabourOther' },
    }),
    ...technicalValues,
  },
});

export type LabourIndustry = CodeOf<typeof labourIndustry>;
