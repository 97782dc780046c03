/** The form of a Region's code, wherever it stands: `eu-west-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const REGION_FORM = '[a-z]{2,}(?:-[a-z]+)+-\\d+';

export const REGION = new RegExp(`^${REGION_FORM}$`);
