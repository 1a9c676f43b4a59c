using CostIntel.Domain.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Identity;

/// <summary>What is on disk was placed by these hashes: a value that changes here loses data.</summary>
public sealed class PermanentHashTests
{
    [Theory]
    [InlineData("", 470_102_631_399_864_437UL)]
    [InlineData("a", 9_525_226_681_841_208_905UL)]
    [InlineData("1234567", 4_766_379_902_763_460_847UL)]
    [InlineData("12345678", 4_855_389_216_441_229_887UL)]
    [InlineData("123456789", 8_262_233_625_233_636_283UL)]
    [InlineData("default/aws/1/s/i-1", 4_720_753_409_805_382_337UL)]
    [InlineData("default/gcp/ü/%2F/\u65e5\u672c", 12_242_098_020_263_450_495UL)]
    public void A_text_has_the_hash_it_always_had(string text, ulong hash) =>
        Assert.Equal(hash, PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("default/aws/1/s/i-1", 64, 1)]
    [InlineData("default/aws/1/s/i-2", 64, 20)]
    [InlineData("default/aws/1/s/i-1", 7, 3)]
    [InlineData("default/aws/1/s/i-1", 1, 0)]
    public void A_resource_stays_in_its_partition(string resource, int partitions, int partition) =>
        Assert.Equal(partition, PermanentHash.PartitionOf(resource, partitions));

    [Theory]
    [InlineData("", "E3B0C44298FC1C149AFBF4C8996FB924")]
    [InlineData("abc", "BA7816BF8F01CFEA414140DE5DAE2223")]
    public void The_long_hash_is_the_first_half_of_sha_256(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void One_bit_or_one_zero_byte_more_is_another_hash() => Prop.ForAll<byte[], NonNegativeInt>((bytes, place) =>
    {
        var hash = PermanentHash.Hash64(bytes);
        byte[] longer = [.. bytes, 0];
        if (bytes.Length == 0)
        {
            return PermanentHash.Hash64(longer) != hash;
        }

        var flipped = bytes.ToArray();
        flipped[place.Get % bytes.Length] ^= (byte)(1 << (place.Get % 8));
        return PermanentHash.Hash64(longer) != hash && PermanentHash.Hash64(flipped) != hash;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
