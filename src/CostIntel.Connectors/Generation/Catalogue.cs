namespace CostIntel.Connectors.Generation;

/// <summary>
/// Providers and offers with prices of the usual size. Prices are exact decimals and not anybody's price list.
/// </summary>
internal static class Catalogue
{
    private const string Machines = "Virtual Machines";
    private const string Hours = "Hours";
    private const string GbHours = "GB-Hours";

    /// <summary>All providers; account number n belongs to provider n modulo their count.</summary>
    public static readonly ProviderOffers[] Providers =
    [
        new(
            "AWS", "Amazon Web Services, Inc.", "Payer", "Account",
            [
                ("us-east-1", "US East (N. Virginia)"),
                ("eu-central-1", "Europe (Frankfurt)"),
                ("ap-south-1", "Asia Pacific (Mumbai)"),
            ],
            [
                Machine("Amazon Elastic Compute Cloud", "instance", "BoxUsage:m6i.large", 0.096m),
                Machine("Amazon Elastic Compute Cloud", "instance", "BoxUsage:c6g.4xlarge", 0.544m),
                Scaled("Amazon Elastic Compute Cloud", "autoscaling", "BoxUsage:m6i.xlarge", 0.192m, 12),
                Stored("Amazon Elastic Block Store", "Block Storage", "volume", "EBS:gp3", 0.00010959m, 512),
                Stored("Amazon Simple Storage Service", "Object Storage", "bucket", "TimedStorage", 0.0000315m, 9_400),
                Function("AWS Lambda", "function", "Lambda-GB-Second", "GB-Seconds", 0.0000166667m, 36_000),
                Database("Amazon Relational Database Service", "db", "InstanceUsage:db.r6g.xl", 0.45m),
                new("Amazon CloudFront", "Networking", "Content Delivery", "distribution", "DataTransfer-Out-Bytes",
                    "GB", 0.085m, 41_250, LoadShape.Consumer),
            ]),
        new(
            "Microsoft", "Microsoft", "Billing Profile", "Subscription",
            [("westeurope", "West Europe"), ("eastus", "East US")],
            [
                Machine(Machines, "Virtual machine", "D4s v5", 0.192m),
                Scaled(Machines, "Virtual machine scale set", "E8s v5", 0.504m, 8),
                Stored("Storage Accounts", "Object Storage", "Storage account", "Hot LRS Data", 0.0000252m, 4_800),
                Database("Azure SQL Database", "SQL database", "vCore", 0.5044m),
                new("Azure Kubernetes Service", "Compute", "Containers", "Kubernetes service", "Standard Uptime SLA",
                    Hours, 0.1m, 1_000, LoadShape.Constant),
                new("Azure OpenAI", "AI and Machine Learning", "Generative AI", "Cognitive service", "gpt Outp Tokens",
                    "1000 Tokens", 0.015m, 84_000, LoadShape.Office),
            ]),
        new(
            "Google Cloud", "Google Cloud", "Billing Account", "Project",
            [("europe-west1", "Belgium"), ("us-central1", "Iowa")],
            [
                Machine("Compute Engine", "Instance", "N2 Instance", 0.252888m),
                Scaled("Compute Engine", "Instance group", "E2 Instance", 0.134012m, 10),
                Stored("Cloud Storage", "Object Storage", "Bucket", "Standard Storage", 0.0000274m, 7_350),
                Function("Cloud Run", "Service", "CPU Allocation Time", "vCPU-Seconds", 0.000024m, 14_400),
                new("BigQuery", "Analytics", "Data Processing", "Dataset", "Analysis",
                    "TiB", 6.25m, 73, LoadShape.NightBatch),
                new("Cloud Logging", "Management and Governance", "Observability", "Log bucket", "Log Storage",
                    "GB", 0.5m, 2_125, LoadShape.Consumer),
            ]),
    ];

    private static Offer Machine(string service, string type, string meter, decimal price) =>
        new(service, "Compute", Machines, type, meter, Hours, price, 1_000, LoadShape.Constant);

    private static Offer Scaled(string service, string type, string meter, decimal price, int machines) =>
        new(service, "Compute", Machines, type, meter, Hours, price, machines * 1_000, LoadShape.Office);

    private static Offer Database(string service, string type, string meter, decimal price) =>
        new(service, "Databases", "Relational Databases", type, meter, Hours, price, 1_000, LoadShape.Constant);

    private static Offer Stored(
        string service, string subcategory, string type, string meter, decimal price, int gigabytes) =>
        new(service, "Storage", subcategory, type, meter, GbHours, price, gigabytes * 1_000, LoadShape.Constant);

    private static Offer Function(string service, string type, string meter, string unit, decimal price, int units) =>
        new(service, "Compute", "Serverless Compute", type, meter, unit, price, units * 1_000, LoadShape.Consumer);
}
