using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CostIntel.Deploy.Tests;

public sealed partial class ManifestTests
{
    [Fact]
    public void Every_file_is_yaml_without_a_key_twice() =>
        Assert.All(DeployFiles.Yaml, file => Assert.NotEmpty(DeployFiles.Documents(file)));

    [Fact]
    public void Images_are_pinned_to_a_version()
    {
        var images = DeployFiles.Yaml.SelectMany(DeployFiles.Documents).SelectMany(document => document.Mappings())
            .Where(map => map.Children.ContainsKey("image"))
            .Select(map => map.At("image").Text())
            .Concat(FromImage().Matches(DeployFiles.Read("deploy/Dockerfile")).Select(match => match.Groups[1].Value))
            .ToList();

        Assert.True(images.Count > 8);
        Assert.All(images, image => Assert.Matches(@":[\w.-]*\d+\.\d+", image));
        Assert.DoesNotContain(images, image => image.EndsWith(":latest", StringComparison.Ordinal));
    }

    [Fact]
    public void No_secret_stands_in_a_file()
    {
        Assert.DoesNotContain(
            DeployFiles.Yaml.SelectMany(DeployFiles.Documents),
            document => document.Children.TryGetValue("kind", out var kind) && kind.Text() == "Secret");
        foreach (var file in DeployFiles.Yaml)
        {
            Assert.DoesNotMatch(InlineSecret(), File.ReadAllText(file));
        }
    }

    [Fact]
    public void Silos_of_the_compose_file_are_locked_in_and_find_what_they_mount()
    {
        var compose = Assert.Single(DeployFiles.Documents("docker-compose.yml"));
        var silo = compose.At("x-silo");
        Assert.Equal("true", silo.At("read_only").Text());
        Assert.Equal("ALL", silo.At("cap_drop", "0").Text());
        Assert.Contains("no-new-privileges:true", silo.At("security_opt").ToString(), StringComparison.Ordinal);
        var secrets = ((YamlMappingNode)compose.At("secrets")).Children.Keys.Select(key => key.Text()).ToHashSet();
        foreach (var service in ((YamlMappingNode)compose.At("services")).Children.Values.Cast<YamlMappingNode>().Append((YamlMappingNode)silo))
        {
            if (service.Children.TryGetValue("secrets", out var used))
            {
                Assert.All(((YamlSequenceNode)used).Children, name => Assert.Contains(name.Text(), secrets));
            }

            if (service.Children.TryGetValue("volumes", out var volumes))
            {
                var files = ((YamlSequenceNode)volumes).Children.Select(volume => volume.Text().Split(':')[0])
                    .Where(source => source.StartsWith("./", StringComparison.Ordinal));
                Assert.All(files, file => Assert.True(Path.Exists(Path.Combine(DeployFiles.Root, file)), file));
            }
        }

        var made = DeployFiles.Read("deploy/make-secrets.sh");
        Assert.All(secrets, secret => Assert.Contains($"make {secret} ", made, StringComparison.Ordinal));
    }

    [Fact]
    public void The_proxy_knows_every_silo_of_the_compose_file_and_cuts_no_stream()
    {
        var services = (YamlMappingNode)Assert.Single(DeployFiles.Documents("docker-compose.yml")).At("services");
        var silos = services.Children.Keys.Select(key => key.Text()).Where(name => name.StartsWith("silo-", StringComparison.Ordinal)).ToList();
        var envoy = Assert.Single(DeployFiles.Documents("deploy/envoy/envoy.yaml"));
        foreach (var cluster in ((YamlSequenceNode)envoy.At("static_resources", "clusters")).Children)
        {
            var known = cluster.Mappings().Where(map => map.Children.ContainsKey("socket_address"))
                .Select(map => map.At("socket_address", "address").Text());
            Assert.Equal(silos.Order(), known.Order());
            Assert.NotNull(cluster.At("health_checks", "0"));
        }

        var routes = envoy.Mappings().Where(map => map.Children.ContainsKey("cluster") && map.Children.ContainsKey("timeout")).ToList();
        Assert.Equal(2, routes.Count);
        Assert.All(routes, route => Assert.Equal("0s", route.At("timeout").Text()));
    }

    [Fact]
    public void Pods_are_restricted_probed_and_given_time_to_stop()
    {
        var set = DeployFiles.Documents("deploy/kubernetes/statefulset.yaml").Single();
        var pod = set.At("spec", "template", "spec");
        var engine = pod.At("containers", "0");
        Assert.Equal("true", pod.At("securityContext", "runAsNonRoot").Text());
        Assert.Equal("RuntimeDefault", pod.At("securityContext", "seccompProfile", "type").Text());
        Assert.Equal("false", engine.At("securityContext", "allowPrivilegeEscalation").Text());
        Assert.Equal("true", engine.At("securityContext", "readOnlyRootFilesystem").Text());
        Assert.Equal("ALL", engine.At("securityContext", "capabilities", "drop", "0").Text());
        Assert.Equal("5080", engine.At("startupProbe", "grpc", "port").Text());
        Assert.Equal("5080", engine.At("readinessProbe", "grpc", "port").Text());
        Assert.NotNull(engine.At("livenessProbe"));
        Assert.NotNull(engine.At("resources", "limits", "memory"));
        Assert.True(int.Parse(pod.At("terminationGracePeriodSeconds").Text()) > 60);
    }

    [Fact]
    public void Everything_in_the_kustomization_is_there_and_selects_the_same_pods()
    {
        var resources = (YamlSequenceNode)DeployFiles.Documents("deploy/kubernetes/kustomization.yaml").Single().At("resources");
        var documents = resources.Children.SelectMany(file => DeployFiles.Documents($"deploy/kubernetes/{file.Text()}")).ToList();
        var kinds = documents.Select(document => document.At("kind").Text()).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "StatefulSet", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy", "ConfigMap" },
            kinds);
        var labels = documents.SelectMany(document => document.Mappings())
            .Where(map => map.Children.ContainsKey("app.kubernetes.io/name"))
            .Select(map => map.At("app.kubernetes.io/name").Text());
        Assert.All(labels, label => Assert.Equal("costintel", label));
        Assert.All(
            documents.Where(document => document.At("kind").Text() != "Namespace"),
            document => Assert.Equal("costintel", document.At("metadata", "namespace").Text()));
    }

    [GeneratedRegex(@"^FROM (\S+:\S+)", RegexOptions.Multiline)]
    private static partial Regex FromImage();

    [GeneratedRegex(@"(?i)(password|pwd|secret|token)\s*[=:]\s*['""]?[A-Za-z0-9+/_-]{8,}['""]?\s*$", RegexOptions.Multiline)]
    private static partial Regex InlineSecret();
}
