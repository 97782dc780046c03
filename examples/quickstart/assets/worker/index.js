exports.handler = async ({ Records }) => console.log(`${Records.length} subscriptions`);
